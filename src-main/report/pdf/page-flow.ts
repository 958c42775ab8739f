import type { Pdf } from './open-pdf.ts'
import { hairline, type TextStyle } from './style.ts'
import { breakLines } from './text/break-lines.ts'
import { printable } from './text/printable.ts'

type Element = PDFKit.PDFStructureElement

/** pdfkit options missing from its types. */
interface ElementOptions {
  alt?: string
  /** For a header cell: whether it heads a column or a row. */
  scope?: 'Column' | 'Row'
  bbox?: [number, number, number, number]
}

export interface Margins {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Lays a document out from top to bottom: position of the next line, space left, and the structure tree for screen
 * readers. Lengths are pt.
 */
export class PageFlow {
  readonly pdf: Pdf
  readonly left: number
  readonly width: number
  /** Top of the next item. */
  y = 0
  readonly #margins: Margins
  readonly #root: Element

  constructor(pdf: Pdf, pageWidth: number, margins: Margins) {
    this.pdf = pdf
    this.left = margins.left
    this.width = pageWidth - margins.left - margins.right
    this.#margins = margins
    this.newPage()
    this.#root = pdf.struct('Document')
    pdf.addStructure(this.#root)
  }

  /** Height of an empty page. */
  get wholePage(): number {
    return this.pdf.page.height - this.#margins.top - this.#margins.bottom
  }

  /** Height left on this page. */
  get room(): number {
    return this.pdf.page.height - this.#margins.bottom - this.y
  }

  get atTop(): boolean {
    return this.y <= this.#margins.top
  }

  newPage(): void {
    this.pdf.addPage()
    this.y = this.#margins.top
  }

  /** Skips some space, but none at the top of a page. */
  skip(height: number): void {
    if (!this.atTop) this.y += height
  }

  /** Adds an element to the structure tree, below the root where no parent is given. End it when complete. */
  element(tag: string, options: ElementOptions = {}, parent: Element = this.#root): Element {
    const element = this.pdf.struct(tag, options)
    parent.add(element)
    return element
  }

  /** Ends the structure tree. Nothing can be written after that. */
  end(): void {
    this.#root.end()
  }

  measure({ face, size }: TextStyle): (text: string) => number {
    return (text) => {
      this.pdf.font(face).fontSize(size)
      return this.pdf.widthOfString(printable(this.pdf, text))
    }
  }

  lines(text: string, style: TextStyle, width = this.width): string[] {
    return breakLines(text, width, this.measure(style))
  }

  /** Writes one line of text. @param top of the line */
  write(text: string, style: TextStyle, left: number, top: number): void {
    const { face, size, leading, color } = style
    this.pdf.font(face).fontSize(size).fillColor(color, 1)
    // Ascenders and descenders of the font are 0.93 and 0.24 of its size: the line is centred vertically.
    const baseline = top + leading / 2 + 0.34 * size
    if (text === '') return
    this.pdf.text(printable(this.pdf, text), left, baseline, { lineBreak: false, baseline: 'alphabetic' })
  }

  /** Writes lines one below the other, over several pages if needed, without widows and orphans. */
  writeLines(element: Element, lines: readonly string[], style: TextStyle, left = this.left): void {
    let from = 0
    while (from < lines.length) {
      let count = Math.min(lines.length - from, Math.floor((this.room + 0.01) / style.leading))
      if (lines.length - from - count === 1 && count > 2) count--
      const lonely = count === 1 && lines.length - from > 1
      if (count < 1 || (lonely && !this.atTop)) {
        this.newPage()
        continue
      }
      const part = lines.slice(from, from + count)
      element.add(() => {
        for (const line of part) {
          this.write(line, style, left, this.y)
          this.y += style.leading
        }
      })
      from += count
    }
  }

  /** Draws artefacts that screen readers skip: lines, boxes, repeated heads. */
  decoration(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' })
    draw()
    this.pdf.endMarkedContent()
  }

  rule(
    left: number,
    right: number,
    y: number,
    { width, color }: { width: number; color: string } = hairline,
  ): void {
    this.pdf.moveTo(left, y).lineTo(right, y).undash().lineWidth(width).strokeColor(color, 1).stroke()
  }
}
