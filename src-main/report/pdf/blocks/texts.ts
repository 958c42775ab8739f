import type { Block } from '../../document/document.ts'
import type { PageFlow } from '../page-flow.ts'
import { gaps, styles } from '../style.ts'
import type { Prepared } from './prepared.ts'

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

/** Bookmarks of a document: second-level headings, and third-level headings below them. */
export interface Bookmarks {
  add(level: 2 | 3, text: string, top: number): void
}

export function prepareHeading(
  { level, text }: Of<'heading'>,
  flow: PageFlow,
  bookmarks: Bookmarks,
): Prepared {
  const style = level === 2 ? styles.heading2 : styles.heading3
  const lines = flow.lines(text, style)
  const height = lines.length * style.leading + gaps.afterHeading
  return {
    gap: level === 2 ? gaps.heading2 : gaps.heading3,
    lead: height,
    keepWithNext: true,
    draw() {
      bookmarks.add(level, text, flow.y)
      const element = flow.element(`H${level}`)
      flow.writeLines(element, lines, style)
      element.end()
      flow.y += gaps.afterHeading
    },
  }
}

export function prepareParagraph({ text, quiet }: Of<'paragraph'>, flow: PageFlow): Prepared {
  const style = quiet ? styles.quiet : styles.body
  const lines = flow.lines(text, style)
  return {
    gap: gaps.block,
    lead: Math.min(lines.length, 2) * style.leading,
    draw() {
      const element = flow.element('P')
      flow.writeLines(element, lines, style)
      element.end()
    },
  }
}

const indents = { bullet: 12, number: 24 }

export function prepareList({ items, numbered }: Of<'list'>, flow: PageFlow): Prepared {
  const style = styles.body
  const indent = numbered ? indents.number : indents.bullet
  const broken = items.map((item) => flow.lines(item, style, flow.width - indent))
  return {
    gap: gaps.block,
    lead: Math.min(broken[0]?.length ?? 0, 2) * style.leading,
    draw() {
      const list = flow.element('L')
      broken.forEach((lines, i) => {
        if (i > 0) flow.skip(gaps.item)
        const together = Math.min(lines.length, 2) * style.leading
        if (flow.room < together && !flow.atTop) flow.newPage()
        const item = flow.element('LI', {}, list)
        flow
          .element('Lbl', {}, item)
          .add(() => flow.write(numbered ? `[${i + 1}]` : '•', style, flow.left + 2, flow.y))
          .end()
        const body = flow.element('LBody', {}, item)
        flow.writeLines(body, lines, style, flow.left + indent)
        body.end()
        item.end()
      })
      list.end()
    },
  }
}
