import type { DrawingContext } from '../drawing/drawing-context.ts'
import { hexAndOpacity } from '../theme/color.ts'
import type { Matrix } from './matrix.ts'
import { rounded, SvgPath } from './svg-path.ts'
import { escaped, textAttributes } from './svg-text.ts'
import { TransformedPath } from './transformed-path.ts'

/** State that `save` stores and `restore` restores, besides transform, dashes and clip. */
interface Style
  extends Pick<DrawingContext, 'lineWidth' | 'lineJoin' | 'font' | 'textAlign' | 'textBaseline'> {
  fillStyle: string
  strokeStyle: string
  lineCap: 'butt' | 'round' | 'square'
  lineDashOffset: number
  globalAlpha: number
}

interface Saved {
  style: Style
  dash: number[]
  matrix: Matrix
  clipId: string | null
}

/**
 * Writes SVG from canvas calls of figures and Chart.js: lines, curves, arcs, rectangles, clips and text. Images,
 * gradients, shadows and compositing are not supported: no figure uses them. No DOM needed.
 */
export class SvgContext extends TransformedPath implements DrawingContext, Style {
  fillStyle = '#000000'
  strokeStyle = '#000000'
  lineWidth = 1
  lineCap: Style['lineCap'] = 'butt'
  lineJoin: Style['lineJoin'] = 'miter'
  miterLimit = 10
  lineDashOffset = 0
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign: Style['textAlign'] = 'start'
  textBaseline: Style['textBaseline'] = 'alphabetic'
  readonly canvas: { width: number; height: number }

  #dash: number[] = []
  #clipId: string | null = null
  readonly #idPrefix: string
  readonly #stack: Saved[] = []
  readonly #definitions: string[] = []
  readonly #elements: string[] = []
  readonly #measure: (text: string, font: string) => number

  /**
   * @param measure width of a text in a font, px
   * @param idPrefix prefix of element ids
   */
  constructor(width: number, height: number, measure: (text: string, font: string) => number, idPrefix = '') {
    super()
    this.#idPrefix = idPrefix
    this.canvas = { width, height }
    this.#measure = measure
  }

  /**
   * The drawing as an SVG file.
   * @param description becomes the SVG title, for screen readers
   * @param background null: none
   * @param printed printed size, mm; without it one px is one CSS px
   */
  toSvg(description: string, background: string | null, printed?: { width: number; height: number }): string {
    const { width, height } = this.canvas
    const [across, down] = printed
      ? [`${rounded(printed.width)}mm`, `${rounded(printed.height)}mm`]
      : [`${width}`, `${height}`]
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(description)}</title>`,
      this.#definitions.length ? `<defs>${this.#definitions.join('')}</defs>` : '',
      background === null
        ? ''
        : `<rect width="${width}" height="${height}" fill="${hexAndOpacity(background).hex}"/>`,
      ...this.#elements,
      '</svg>',
    ]
      .filter(Boolean)
      .join('\n')
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = this
    const { globalAlpha, font, textAlign, textBaseline } = this
    const lines = { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset }
    const style = { ...lines, globalAlpha, font, textAlign, textBaseline }
    this.#stack.push({ style, dash: this.#dash, matrix: this.matrix, clipId: this.#clipId })
  }

  restore(): void {
    const saved = this.#stack.pop()
    if (!saved) return
    Object.assign(this, saved.style)
    this.#dash = saved.dash
    this.matrix = saved.matrix
    this.#clipId = saved.clipId
  }

  setLineDash(dash: number[]): void {
    this.#dash = dash
  }

  getLineDash(): number[] {
    return this.#dash
  }

  clip(): void {
    const id = `${this.#idPrefix}clip${this.#definitions.length + 1}`
    this.#definitions.push(`<clipPath id="${id}"${this.#clipped()}><path d="${this.path.data}"/></clipPath>`)
    this.#clipId = id
  }

  /** @param rule fill rule, or a separate path, as Chart.js creates them */
  fill(rule?: 'evenodd' | 'nonzero' | SvgPath): void {
    const { data } = rule instanceof SvgPath ? rule : this.path
    this.#fill(data, rule === 'evenodd' ? ' fill-rule="evenodd"' : '')
  }

  stroke(path: SvgPath = this.path): void {
    const attributes = [
      `d="${path.data}" fill="none"`,
      this.#paint('stroke', this.strokeStyle),
      `stroke-width="${rounded(this.lineWidth)}"`,
      this.lineCap === 'butt' ? '' : `stroke-linecap="${this.lineCap}"`,
      this.lineJoin === 'miter' ? '' : `stroke-linejoin="${this.lineJoin}"`,
      this.#dash.length ? `stroke-dasharray="${this.#dash.join(' ')}"` : '',
    ]
    this.#elements.push(`<path ${attributes.filter(Boolean).join(' ')}${this.#clipped()}/>`)
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#fill(this.#rectangle(x, y, width, height).data)
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.stroke(this.#rectangle(x, y, width, height))
  }

  /** No effect: plots only clear areas where nothing was drawn yet. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    const attributes = [
      ...textAttributes(this, this.matrix, x, y),
      this.#paint('fill', this.fillStyle),
    ].filter(Boolean)
    this.#elements.push(`<text ${attributes.join(' ')}${this.#clipped()}>${escaped(text)}</text>`)
  }

  measureText(text: string): { width: number } {
    return { width: this.#measure(text, this.font) }
  }

  #rectangle(x: number, y: number, width: number, height: number): SvgPath {
    const path = this.newPath()
    path.rect(x, y, width, height)
    return path
  }

  #fill(data: string, rule = ''): void {
    this.#elements.push(`<path d="${data}" ${this.#paint('fill', this.fillStyle)}${rule}${this.#clipped()}/>`)
  }

  #clipped(): string {
    return this.#clipId ? ` clip-path="url(#${this.#clipId})"` : ''
  }

  #paint(kind: 'fill' | 'stroke', value: string): string {
    const { hex, opacity } = hexAndOpacity(value)
    const total = opacity * this.globalAlpha
    return total < 1 ? `${kind}="${hex}" ${kind}-opacity="${rounded(total)}"` : `${kind}="${hex}"`
  }
}
