import type { Block, ReportDocument } from './document/document.ts'
import { prepareFigure } from './pdf/blocks/figure.ts'
import type { Prepared } from './pdf/blocks/prepared.ts'
import { prepareTable } from './pdf/blocks/table.ts'
import { type Bookmarks, prepareHeading, prepareList, prepareParagraph } from './pdf/blocks/texts.ts'
import { prepareVerdict } from './pdf/blocks/verdict.ts'
import { drawFooters } from './pdf/footers.ts'
import { closePdf, openPdf, type Pdf } from './pdf/open-pdf.ts'
import { PageFlow } from './pdf/page-flow.ts'
import { styles } from './pdf/style.ts'
import { type PrintFonts, printFonts } from './print-fonts.ts'

export type Paper = 'A4' | 'Letter'

export interface DocumentPdfOptions {
  paper?: Paper
  /** Default: those that come with the program. */
  fonts?: PrintFonts
}

/** Width and height, pt. */
const papers: Record<Paper, [width: number, height: number]> = { A4: [595.28, 841.89], Letter: [612, 792] }
/** 20 mm at the sides. */
const margins = { left: 56.7, right: 56.7, top: 56.7, bottom: 62 }

/**
 * A document as PDF: vector figures, text in an embedded font, bookmarks, page numbers, tags for screen readers. Needs
 * plain Node only. The same document, written by the same version, has the same bytes.
 * @throws RangeError where `createdAt` is no date
 */
export async function documentToPdf(
  document: ReportDocument,
  { paper = 'A4', fonts }: DocumentPdfOptions = {},
): Promise<Uint8Array> {
  const { title, createdAt } = document
  if (Number.isNaN(Date.parse(createdAt))) {
    throw new RangeError(`The document “${title}” gives its time as “${createdAt}”, which is not a date.`)
  }
  const size = papers[paper]
  const pdf = openPdf({ title, createdAt, size, fonts: fonts ?? (await printFonts()) })
  const flow = new PageFlow(pdf, size[0], margins)
  drawTitle(flow, document)
  const bookmarks = bookmarksOf(pdf)
  drawAll(
    flow,
    document.blocks.map((block) => prepared(block, flow, bookmarks)),
  )
  flow.end()
  drawFooters(flow, title)
  return closePdf(pdf)
}

function drawTitle(flow: PageFlow, { title, subtitle }: ReportDocument): void {
  const head = flow.element('H1')
  flow.writeLines(head, flow.lines(title, styles.title), styles.title)
  head.end()
  if (subtitle === '') return
  const below = flow.element('P')
  flow.writeLines(below, flow.lines(subtitle, styles.subtitle), styles.subtitle)
  below.end()
}

function prepared(block: Block, flow: PageFlow, bookmarks: Bookmarks): Prepared {
  switch (block.kind) {
    case 'heading':
      return prepareHeading(block, flow, bookmarks)
    case 'paragraph':
      return prepareParagraph(block, flow)
    case 'list':
      return prepareList(block, flow)
    case 'verdict':
      return prepareVerdict(block, flow)
    case 'table':
      return prepareTable(block, flow)
    case 'figure':
      return prepareFigure(block, flow)
  }
}

/** Draws blocks one below the other, without page breaks in what must stay together. */
function drawAll(flow: PageFlow, blocks: readonly Prepared[]): void {
  blocks.forEach((block, i) => {
    flow.skip(blocks[i - 1]?.keepWithNext ? 0 : block.gap)
    const needed = together(blocks, i)
    if (flow.room < Math.min(needed, flow.wholePage) && !flow.atTop) flow.newPage()
    block.draw(flow)
  })
}

/** Height of a block's beginning, and of those of the blocks that must follow it on its page. */
function together(blocks: readonly Prepared[], i: number): number {
  const { lead, keepWithNext } = blocks[i]
  const next = blocks[i + 1]
  return keepWithNext && next ? lead + together(blocks, i + 1) : lead
}

function bookmarksOf(pdf: Pdf): Bookmarks {
  let section: PDFKit.PDFOutline | null = null
  return {
    add(level, text, top) {
      // The left edge: pdfkit counts from the right one.
      const options = { top, left: pdf.page.width, expanded: true }
      if (level === 2 || !section) section = pdf.outline.addItem(text, options)
      else section.addItem(text, { ...options, expanded: false })
    },
  }
}
