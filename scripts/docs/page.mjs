// @ts-check
import { Marked } from 'marked'
import { linkText, targetOf } from './links.mjs'
import { slugger } from './slug.mjs'

/**
 * @typedef {object} Page a page of the documentation as HTML
 * @property {string} title
 * @property {string} html with images as ${image(0)} and so on
 * @property {{ level: number, id: string }[]} headings
 * @property {import('./links.mjs').Target[]} links
 * @property {string[]} images paths, from the folder docs
 */

/**
 * A page as HTML for the window: links to other pages are its addresses, those to files and elsewhere are texts, since
 * the window opens nothing else. Contains no scripts and no styles.
 * @param {string} markdown @param {string} name of the page
 * @param {Record<string, string>} titles short ones, by page: the text of links that name only a file
 * @returns {Page}
 * @throws where the page has HTML of its own or no title
 */
export function readPage(markdown, name, titles) {
  /** @type {Page} */
  const page = { title: '', html: '', headings: [], links: [], images: [] }
  const nameHeading = slugger()
  const marked = new Marked({ gfm: true })
  marked.use({
    renderer: {
      html({ text }) {
        throw new Error(`docs/${name}.md: HTML was found, and only Markdown was expected: ${text.trim()}`)
      },
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens)
        const text = plainText(html)
        const id = nameHeading(text)
        if (depth === 1 && page.title === '') page.title = text
        page.headings.push({ level: depth, id })
        return `<h${depth} id="doc-${id}" tabindex="-1">${html}</h${depth}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const target = targetOf(href, name)
        page.links.push(target)
        if (target.kind === 'file') return text
        if (target.kind === 'outside') {
          return plainText(text) === target.address
            ? text
            : `${text} (<code>${escaped(target.address)}</code>)`
        }
        const address = ['#/documentation', target.page, target.section].filter((part) => part !== null)
        return `<a href="${escaped(address.join('/'))}">${linkText(text, target, titles)}</a>`
      },
      image({ href, text }) {
        page.images.push(href)
        return `<img src="\${image(${page.images.length - 1})}" alt="${escaped(text)}">`
      },
      code({ text }) {
        return `<pre tabindex="0"><code>${escaped(text)}\n</code></pre>\n`
      },
      table({ header, rows }) {
        /** @param {import('marked').Tokens.TableCell} cell @param {string} tag */
        const cellOf = ({ tokens, align }, tag) =>
          `<${tag}${align ? ` class="${align}"` : ''}>${this.parser.parseInline(tokens)}</${tag}>`
        /** @param {import('marked').Tokens.TableCell[]} cells @param {string} tag */
        const rowOf = (cells, tag) => `<tr>${cells.map((cell) => cellOf(cell, tag)).join('')}</tr>`
        // Without titles the first row is no head.
        const head = header.some(({ text }) => text !== '') ? `<thead>${rowOf(header, 'th')}</thead>` : ''
        const body = rows.map((row) => rowOf(row, 'td')).join('\n')
        return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>${head}<tbody>${body}</tbody></table></div>\n`
      },
    },
  })
  const html = marked.parse(markdown.replaceAll('\r\n', '\n'), { async: false })
  if (page.title === '') throw new Error(`docs/${name}.md has no title`)
  return { ...page, html }
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** @param {string} html */
function plainText(html) {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
