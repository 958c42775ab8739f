// @ts-check
import { posix } from 'node:path'

/**
 * @typedef {{ kind: 'page', page: string, section: string | null }
 *   | { kind: 'file', path: string }
 *   | { kind: 'outside', address: string }} Target
 */

/**
 * Where a link of a page leads: to a page (index for the first one), to a file, by its path from the folder docs, or to
 * an address elsewhere.
 * @param {string} href @param {string} from name of the page @returns {Target}
 */
export function targetOf(href, from) {
  if (/^[a-z]+:/i.test(href)) return { kind: 'outside', address: href }
  const [path, section = null] = href.split('#')
  const page = path === '' ? from : /^([a-z0-9-]+)\.md$/.exec(path)?.[1]
  return page === undefined
    ? { kind: 'file', path: posix.normalize(path) }
    : { kind: 'page', page, section: section === '' ? null : section }
}

/**
 * The text of a link to a page that is named by its file in the text (“priors.md”): its short title.
 * @param {string} text @param {Target} target @param {Record<string, string>} titles short ones, by page
 */
export function linkText(text, target, titles) {
  return target.kind === 'page' && text === `${target.page}.md` ? (titles[target.page] ?? text) : text
}
