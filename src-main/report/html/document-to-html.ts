import { levelWords } from '../../contract/report-words.ts'
import { capital } from '../../contract/wording.ts'
import { figureToSvg } from '../../figures/figure-to-svg.ts'
import { paperTheme } from '../../figures/theme/theme.ts'
import type { Block, FigureBlock, ReportDocument, TableBlock } from '../document/document.ts'
import { escapeHtml as text } from './escape.ts'
import { pageStyle } from './style.ts'

/** Width of figures, px: that of the page. */
const figureWidth = 820

/** No loading, no scripts; the style is inline. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** A document as one self-contained HTML file. The same document gives the same bytes. */
export function documentToHtml({ title, subtitle, createdAt, blocks }: ReportDocument): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Nagumo">
<title>${text(title)}: ${text(subtitle)}</title>
<style>
${pageStyle}
</style>
</head>
<body>
<main>
${documentBody({ title, subtitle, createdAt, blocks })}
</main>
</body>
</html>
`
}

/** The page's body, for another page that has the style. */
export function documentBody({ title, subtitle, createdAt, blocks }: ReportDocument): string {
  return `<header>
<h1>${text(title)}</h1>
<p class="soft">${text(subtitle)}; <time datetime="${text(createdAt)}">${text(createdAt.slice(0, 16).replace('T', ' '))} UTC</time></p>
</header>
${blocks.map(blockToHtml).join('\n')}`
}

function blockToHtml(block: Block, index: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${text(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p${block.quiet ? ' class="soft"' : ''}>${text(block.text)}</p>`
    case 'list':
      if (block.numbered)
        return `<ol class="references">\n${block.items.map((item, i) => `<li><span class="mark">[${i + 1}]</span> ${text(item)}</li>`).join('\n')}\n</ol>`
      return `<ul>\n${block.items.map((item) => `<li>${text(item)}</li>`).join('\n')}\n</ul>`
    case 'verdict':
      return `<section class="verdict ${block.level}" aria-label="Verdict">\n<p class="level ${block.level}">${text(marks[block.level])} ${text(capital(levelWords[block.level]))}</p>\n<p>${text(block.headline)}</p>\n</section>`
    case 'table':
      return tableToHtml(block)
    case 'figure':
      return figureToHtml(block, index)
  }
}

/** A shape in addition to words and colour. */
const marks = { ok: '●', caution: '▲', unreliable: '■' } as const

function tableToHtml({ caption, columns, rows, note }: TableBlock): string {
  const number = (j: number): string => (columns[j]?.numeric ? ' class="number"' : '')
  const head = columns.map(({ head }, j) => `<th scope="col"${number(j)}>${text(head)}</th>`).join('')
  const body = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${text(first)}</th>${others.map((cell, j) => `<td${number(j + 1)}>${text(cell)}</td>`).join('')}</tr>`,
  )
  return `<div class="table" role="region" aria-label="${text(caption)}" tabindex="0">
<table>
<caption>${text(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
${note === undefined ? '' : `<p class="note">${text(note)}</p>\n`}</div>`
}

/** @param index of the block: makes the ids of each figure unique */
function figureToHtml({ name, caption, description, draw }: FigureBlock, index: number): string {
  const svg = figureToSvg(draw(figureWidth), description, paperTheme, { idPrefix: `f${index}-` })
  return `<figure id="figure-${text(name)}">\n${svg}\n<figcaption>${text(caption)}</figcaption>\n</figure>`
}
