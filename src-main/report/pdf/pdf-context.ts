import type { DrawingContext } from '../../figures/drawing/drawing-context.ts'
import { isTranslation, type Matrix, mapped } from '../../figures/svg/matrix.ts'
import { baselineShifts, fontParts } from '../../figures/svg/svg-text.ts'
import { TransformedPath } from '../../figures/svg/transformed-path.ts'
import { hexAndOpacity } from '../../figures/theme/color.ts'
import type { Pdf } from './open-pdf.ts'
import { printable } from './text/printable.ts'

/** State of `save` and `restore`, beside transformation, dashes and clip. */
interface Style
  extends Pick<DrawingContext, 'lineWidth' | 'lineJoin' | 'font' | 'textAlign' | 'textBaseline'> {
  fillStyle: string
  strokeStyle: string
}

const shares = { left: 0, start: 0, center: 0.5, right: 1, end: 1 }

/**
 * Draws figures on a PDF page as vectors and real text, under the page's current transformation: translate and scale
 * the page first. Changes of the page's state end with the enclosing `save`; colours and widths are set again for each
 * line and area.
 */
export class PdfContext extends TransformedPath implements DrawingContext, Style {
  fillStyle = '#000000'
  strokeStyle = '#000000'
  lineWidth = 1
  lineJoin: Style['lineJoin'] = 'miter'
  font = '10px sans-serif'
  textAlign: Style['textAlign'] = 'start'
  textBaseline: Style['textBaseline'] = 'alphabetic'

  #dash: number[] = []
  readonly #pdf: Pdf
  readonly #stack: { style: Style; dash: number[]; matrix: Matrix }[] = []

  constructor(pdf: Pdf) {
    super()
    this.#pdf = pdf
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline } = this
    const style = { fillStyle, strokeStyle, lineWidth, lineJoin, font, textAlign, textBaseline }
    this.#stack.push({ style, dash: this.#dash, matrix: this.matrix })
    this.#pdf.save()
  }

  restore(): void {
    const saved = this.#stack.pop()
    if (!saved) return
    Object.assign(this, saved.style)
    this.#dash = saved.dash
    this.matrix = saved.matrix
    this.#pdf.restore()
  }

  setLineDash(dash: number[]): void {
    this.#dash = dash
  }

  clip(): void {
    // An empty path clips everything on a canvas; here it would clip nothing.
    this.#pdf.path(this.path.data || 'M0 0').clip()
  }

  fill(rule: 'evenodd' | 'nonzero' = 'nonzero'): void {
    this.#fill(this.path.data, rule)
  }

  stroke(): void {
    this.#stroke(this.path.data)
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#fill(this.#rectangle(x, y, width, height), 'nonzero')
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#stroke(this.#rectangle(x, y, width, height))
  }

  fillText(words: string, x: number, y: number): void {
    if (words.trim() === '') return
    const size = this.#setFont()
    const text = printable(this.#pdf, words)
    const { hex, opacity } = hexAndOpacity(this.fillStyle)
    this.#pdf.fillColor(hex, opacity)
    const left = x - shares[this.textAlign] * this.#pdf.widthOfString(text)
    const baseline = y + baselineShifts[this.textBaseline] * size
    const options = { lineBreak: false, baseline: 'alphabetic' } as const
    if (isTranslation(this.matrix)) {
      const [px, py] = mapped(this.matrix, left, baseline)
      this.#pdf.text(text, px, py, options)
      return
    }
    this.#pdf.save()
    this.#pdf.transform(...(this.matrix as [number, number, number, number, number, number]))
    this.#pdf.text(text, left, baseline, options)
    this.#pdf.restore()
  }

  measureText(text: string): { width: number } {
    this.#setFont()
    return { width: this.#pdf.widthOfString(printable(this.#pdf, text)) }
  }

  /** @returns its size, px */
  #setFont(): number {
    const { size, weight } = fontParts(this.font)
    const bold = weight === 'bold' || Number(weight) >= 600
    const face = bold ? 'bold' : /\b(italic|oblique)\b/.test(this.font) ? 'oblique' : 'regular'
    this.#pdf.font(face).fontSize(size)
    return size
  }

  #rectangle(x: number, y: number, width: number, height: number): string {
    const path = this.newPath()
    path.rect(x, y, width, height)
    return path.data
  }

  #fill(data: string, rule: 'evenodd' | 'nonzero'): void {
    if (data === '') return
    const { hex, opacity } = hexAndOpacity(this.fillStyle)
    if (opacity === 0) return
    this.#pdf.fillColor(hex, opacity)
    this.#pdf.path(data).fill(rule === 'evenodd' ? 'even-odd' : 'non-zero')
  }

  #stroke(data: string): void {
    if (data === '') return
    const { hex, opacity } = hexAndOpacity(this.strokeStyle)
    this.#pdf.strokeColor(hex, opacity).lineWidth(this.lineWidth).lineJoin(this.lineJoin)
    if (this.#dash.length > 0) this.#pdf.dash(this.#dash as unknown as number, {})
    else this.#pdf.undash()
    this.#pdf.path(data).stroke()
  }
}
