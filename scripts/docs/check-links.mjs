// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { docs, pageNames, shortTitles } from './contents.mjs'
import { readPage } from './page.mjs'

/**
 * Links of pages that lead nowhere: to a page that is not in the contents, a section that is not on its page, a file or
 * picture that does not exist.
 * @param {Record<string, string>} markdown of each page, by its name
 * @param {(path: string) => boolean} exists whether there is a file, by its path from the folder docs
 * @returns {string[]} one line for each
 */
export function brokenLinks(markdown, exists) {
  const pages = Object.entries(markdown).map(([name, text]) => ({ name, ...readPage(text, name, {}) }))
  const sections = new Map(pages.map(({ name, headings }) => [name, headings.map(({ id }) => id)]))
  return pages.flatMap(({ name, links, images }) => [
    ...images.filter((path) => !exists(path)).map((path) => `${name}.md: there is no picture ${path}`),
    ...links.flatMap((target) => {
      if (target.kind === 'outside') return []
      if (target.kind === 'file')
        return exists(target.path) ? [] : [`${name}.md: there is no file ${target.path}`]
      const there = sections.get(target.page)
      if (!there) return [`${name}.md: there is no page ${target.page}.md`]
      if (target.section === null || there.includes(target.section)) return []
      return [`${name}.md: there is no section #${target.section} in ${target.page}.md`]
    }),
  ])
}

/** The same of docs/. @returns {string[]} */
export function brokenLinksHere() {
  const markdown = Object.fromEntries(
    pageNames().map((name) => [name, readFileSync(join(docs, `${name}.md`), 'utf8')]),
  )
  return brokenLinks(markdown, (path) => existsSync(join(docs, path)))
}

/** Pages of docs/ that are not in the contents, and the reverse. @param {string[]} files names in docs/ */
export function unlisted(files) {
  const pages = files.flatMap((file) => /^(.+)\.md$/.exec(file)?.[1] ?? [])
  const titles = shortTitles()
  return {
    notInContents: pages.filter((name) => !(name in titles)),
    noFile: Object.keys(titles).filter((name) => !pages.includes(name)),
  }
}
