// @ts-check
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { contents, shortTitles } from '../../scripts/docs/contents.mjs'
import { linkText, targetOf } from '../../scripts/docs/links.mjs'
import { slug } from '../../scripts/docs/slug.mjs'

const folder = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const titles = shortTitles()
const icon = `data:image/svg+xml;base64,${readFileSync(folder('resources/icon.svg')).toString('base64')}`

/**
 * The same as in the program: links to files of the repository become texts, those that name only a page’s file get its
 * short title. @param {any} markdown
 */
function asInTheProgram(markdown) {
  markdown.core.ruler.push('as-in-the-program', (/** @type {any} */ { tokens, env }) => {
    const page = String(env.relativePath ?? 'index.md').replace(/\.md$/, '')
    for (const token of tokens) {
      // Indented code looks like fenced code.
      if (token.type === 'code_block') Object.assign(token, { type: 'fence', info: 'text', markup: '```' })
      writeLinks(token.children ?? [], page)
    }
  })
}

/** @param {any[]} tokens of a line @param {string} page */
function writeLinks(tokens, page) {
  /** @type {import('../../scripts/docs/links.mjs').Target | null} */
  let target = null
  for (const token of tokens) {
    const { type } = token
    if (type === 'link_open') target = targetOf(decodeURI(token.attrGet('href') ?? ''), page)
    if (target && type === 'text') token.content = linkText(token.content, target, titles)
    if (target?.kind === 'file' && type.startsWith('link_'))
      Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '', attrs: null })
    if (type === 'link_close') target = null
  }
}

export default defineConfig({
  title: 'Nagumo',
  description: 'Parameters of a neuron model from a recorded membrane potential',
  lang: 'en',
  srcDir: folder('docs'),
  outDir: folder('out/site'),
  cacheDir: folder('.cache/site'),
  cleanUrls: false,
  base: process.env.SITE_BASE ?? '/',
  ignoreDeadLinks: false,
  head: [['link', { rel: 'icon', href: icon }]],
  markdown: {
    html: false,
    anchor: { slugify: slug },
    toc: { slugify: slug },
    config: (markdown) => {
      markdown.use(asInTheProgram)
      // Braces in texts are no expressions of Vue.
      markdown.renderer.rules.text = (tokens, at) =>
        markdown.utils.escapeHtml(tokens[at].content).replaceAll('{', '&#123;').replaceAll('}', '&#125;')
    },
  },
  themeConfig: {
    sidebar: contents().map(({ part, pages }) => ({
      text: part,
      items: Object.entries(pages).map(([name, text]) => ({
        text,
        link: name === 'index' ? '/' : `/${name}`,
      })),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: 'Previous', next: 'Next' },
  },
})
