// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps/run.mjs'

/** @typedef {{ part: string, pages: Record<string, string> }} Part */

export const docs = join(root, 'docs')

/** The order of the pages and their short titles, for the site and the program. @returns {Part[]} */
export function contents() {
  return JSON.parse(readFileSync(join(docs, 'contents.json'), 'utf8'))
}

/** The short title of each page, by its name. @returns {Record<string, string>} */
export function shortTitles() {
  return Object.assign({}, ...contents().map(({ pages }) => pages))
}

/** Names of all pages, in their order. @returns {string[]} */
export function pageNames() {
  return contents().flatMap(({ pages }) => Object.keys(pages))
}
