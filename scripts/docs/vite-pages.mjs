// @ts-check
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { shortTitles } from './contents.mjs'
import { readPage } from './page.mjs'

const isPage = /[\\/]docs[\\/][a-z0-9-]+\.md\?page$/

/**
 * `import page from 'docs/NAME.md?page'`: a page of the documentation as HTML, with its images as files of the build.
 * @returns {import('vite').Plugin}
 */
export function documentationPages() {
  return {
    name: 'documentation-pages',
    enforce: 'pre',
    load(id) {
      if (!isPage.test(id)) return null
      const file = id.replace(/\?page$/, '')
      const { title, html, headings, images } = readPage(
        readFileSync(file, 'utf8'),
        basename(file, '.md'),
        shortTitles(),
      )
      this.addWatchFile(file)
      const imports = images.map((path, i) => `import image${i} from ${JSON.stringify(`./${path}?url`)}`)
      const parts = html
        .split(/\$\{image\((\d+)\)\}/)
        .map((part, i) => (i % 2 === 0 ? JSON.stringify(part) : `image${part}`))
      const sections = headings.map(({ id }) => id)
      return [
        ...imports,
        `export const title = ${JSON.stringify(title)}`,
        `export const sections = ${JSON.stringify(sections)}`,
        `export const html = ${parts.join(' + ')}`,
      ].join('\n')
    },
  }
}
