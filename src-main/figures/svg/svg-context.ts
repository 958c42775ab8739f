import { hexAndOpacity } from '../theme/color.ts'

interface DrawingStyle {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  lineDashOffset: number
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
}

interface Saved extends DrawingStyle {
  dash: number[]
  matrix: Matrix
  clipId: string | null
}

/** a c e / b d f, as in a canvas. */
type Matrix = [number, number, number, number, number, number]

/**
 * Writes SVG from the calls that Chart.js and the plots here make on a canvas: lines, curves, arcs, rectangles,
 * clips and text. No images, gradients, shadows or composition: none of the plots uses them.
 */
export class SvgContext implements DrawingStyle {
  fillStyle = '#000000'
  strokeStyle = '#000000'
  lineWidth = 1
  lineCap: CanvasLineCap = 'butt'
  lineJoin: CanvasLineJoin = 'miter'
  miterLimit = 10
  lineDashOffset = 0
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  readonly canvas: { width: number; height: number }

  #dash: number[] = []
  #matrix: Matrix = [1, 0, 0, 1, 0, 0]
  #clipId: string | null = null
  #stack: Saved[] = []
  #path: string[] = []
  #definitions: string[] = []
  #elements: string[] = []
  #measure: (text: string, font: string) => number

  /** @param measure width of a text in a font, px */
  constructor(width: number, height: number, measure: (text: string, font: string) => number) {
    this.canvas = { width, height }
    this.#measure = measure
  }

  /** The drawing as a file. @param description becomes its title, for screen readers */
  toSvg(description: string, background: string): string {
    const { width, height } = this.canvas
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escaped(description)}</title>`,
      this.#definitions.length ? `<defs>${this.#definitions.join('')}</defs>` : '',
      `<rect width="${width}" height="${height}" fill="${hexAndOpacity(background).hex}"/>`,
      ...this.#elements,
      '</svg>',
    ]
      .filter(Boolean)
      .join('\n')
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset } = this
    const { globalAlpha, font, textAlign, textBaseline } = this
    const style = { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, lineDashOffset }
    const text = { globalAlpha, font, textAlign, textBaseline }
    const held = { dash: this.#dash, matrix: this.#matrix, clipId: this.#clipId }
    this.#stack.push({ ...style, ...text, ...held })
  }

  restore(): void {
    const saved = this.#stack.pop()
    if (!saved) return
    const { dash, matrix, clipId, ...style } = saved
    Object.assign(this, style)
    this.#dash = dash
    this.#matrix = matrix
    this.#clipId = clipId
  }

  translate(x: number, y: number): void {
    this.#multiply([1, 0, 0, 1, x, y])
  }

  scale(x: number, y: number): void {
    this.#multiply([x, 0, 0, y, 0, 0])
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    this.#multiply([cos, sin, -sin, cos, 0, 0])
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#matrix = [a, b, c, d, e, f]
  }

  resetTransform(): void {
    this.#matrix = [1, 0, 0, 1, 0, 0]
  }

  setLineDash(dash: number[]): void {
    this.#dash = dash
  }

  getLineDash(): number[] {
    return this.#dash
  }

  beginPath(): void {
    this.#path = []
  }

  closePath(): void {
    if (this.#path.length) this.#path.push('Z')
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#at(x, y)}`)
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length ? 'L' : 'M'}${this.#at(x, y)}`)
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#path.push(`C${this.#at(ax, ay)} ${this.#at(bx, by)} ${this.#at(x, y)}`)
  }

  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void {
    this.#path.push(`Q${this.#at(ax, ay)} ${this.#at(x, y)}`)
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y)
    this.#path.push(
      `L${this.#at(x + width, y)}L${this.#at(x + width, y + height)}L${this.#at(x, y + height)}Z`,
    )
  }

  /** Arcs of circles; the scale must be the same in both directions. */
  arc(x: number, y: number, radius: number, start: number, end: number, anticlockwise = false): void {
    const whole = 2 * Math.PI
    let sweep = anticlockwise ? start - end : end - start
    sweep = sweep >= whole ? whole : ((sweep % whole) + whole) % whole
    const sign = anticlockwise ? -1 : 1
    const r = rounded(radius * Math.hypot(this.#matrix[0], this.#matrix[1]))
    this.lineTo(x + radius * Math.cos(start), y + radius * Math.sin(start))
    // A full circle has no arc of its own in SVG: it takes two.
    const parts = sweep > Math.PI ? 2 : 1
    for (let part = 1; part <= parts; part++) {
      const angle = start + (sign * sweep * part) / parts
      const to = this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
      this.#path.push(`A${r} ${r} 0 0 ${anticlockwise ? 0 : 1} ${to}`)
    }
  }

  clip(): void {
    const id = `clip${this.#definitions.length + 1}`
    const within = this.#clipId ? ` clip-path="url(#${this.#clipId})"` : ''
    this.#definitions.push(`<clipPath id="${id}"${within}><path d="${this.#path.join('')}"/></clipPath>`)
    this.#clipId = id
  }

  fill(rule?: CanvasFillRule | SvgPath): void {
    const evenOdd = rule === 'evenodd' ? ' fill-rule="evenodd"' : ''
    this.#element('path', `d="${pathOf(rule, this.#path)}" ${this.#paint('fill', this.fillStyle)}${evenOdd}`)
  }

  stroke(path?: SvgPath): void {
    const attributes = [
      `d="${pathOf(path, this.#path)}" fill="none"`,
      this.#paint('stroke', this.strokeStyle),
      `stroke-width="${rounded(this.lineWidth)}"`,
      this.lineCap === 'butt' ? '' : `stroke-linecap="${this.lineCap}"`,
      this.lineJoin === 'miter' ? '' : `stroke-linejoin="${this.lineJoin}"`,
      this.#dash.length ? `stroke-dasharray="${this.#dash.join(' ')}"` : '',
    ]
    this.#element('path', attributes.filter(Boolean).join(' '))
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const before = this.#path
    this.#path = []
    this.rect(x, y, width, height)
    this.fill()
    this.#path = before
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const before = this.#path
    this.#path = []
    this.rect(x, y, width, height)
    this.stroke()
    this.#path = before
  }

  /** Nothing was drawn yet wherever the plots clear. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    const { size, family, weight } = fontParts(this.font)
    const shift = { top: 0.8, hanging: 0.8, middle: 0.35, alphabetic: 0, ideographic: -0.2, bottom: -0.2 }
    const anchors: Record<string, string> = { center: 'middle', right: 'end', end: 'end' }
    const turned = this.#matrix.slice(0, 4).some((v, i) => Math.abs(v - (i === 0 || i === 3 ? 1 : 0)) > 1e-9)
    const down = y + shift[this.textBaseline] * size
    const [px, py] = turned ? [x, down] : this.#apply(x, down)
    const attributes = [
      `x="${rounded(px)}" y="${rounded(py)}"`,
      turned ? `transform="matrix(${this.#matrix.map(rounded4).join(' ')})"` : '',
      `font-family="${escaped(family)}" font-size="${size}"`,
      weight === 'normal' ? '' : `font-weight="${weight}"`,
      `text-anchor="${anchors[this.textAlign] ?? 'start'}"`,
      this.#paint('fill', this.fillStyle),
    ]
    this.#element('text', attributes.filter(Boolean).join(' '), escaped(text))
  }

  measureText(text: string): { width: number } {
    return { width: this.#measure(text, this.font) }
  }

  #element(name: string, attributes: string, content?: string): void {
    const clip = this.#clipId ? ` clip-path="url(#${this.#clipId})"` : ''
    this.#elements.push(
      content === undefined
        ? `<${name} ${attributes}${clip}/>`
        : `<${name} ${attributes}${clip}>${content}</${name}>`,
    )
  }

  #paint(kind: 'fill' | 'stroke', value: string): string {
    const { hex, opacity } = hexAndOpacity(value)
    const total = opacity * this.globalAlpha
    return total < 1 ? `${kind}="${hex}" ${kind}-opacity="${rounded(total)}"` : `${kind}="${hex}"`
  }

  #multiply([a, b, c, d, e, f]: Matrix): void {
    const [A, B, C, D, E, F] = this.#matrix
    this.#matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ]
  }

  #apply(x: number, y: number): [number, number] {
    const [a, b, c, d, e, f] = this.#matrix
    return [a * x + c * y + e, b * x + d * y + f]
  }

  #at(x: number, y: number): string {
    return this.#apply(x, y).map(rounded).join(' ')
  }
}

/** A path kept by itself, as Chart.js keeps its lines (Path2D on a canvas). */
export class SvgPath {
  readonly parts: string[] = []

  moveTo(x: number, y: number): void {
    this.parts.push(`M${rounded(x)} ${rounded(y)}`)
  }

  lineTo(x: number, y: number): void {
    this.parts.push(`L${rounded(x)} ${rounded(y)}`)
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.parts.push(`C${[ax, ay, bx, by, x, y].map(rounded).join(' ')}`)
  }

  closePath(): void {
    this.parts.push('Z')
  }
}

function pathOf(given: unknown, own: string[]): string {
  return (given instanceof SvgPath ? given.parts : own).join('')
}

function rounded(x: number): number {
  return Math.round(x * 100) / 100
}

function rounded4(x: number): number {
  return Math.round(x * 1e4) / 1e4
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** “600 12px system-ui, sans-serif” in its parts. */
function fontParts(font: string): { size: number; family: string; weight: string } {
  const match = /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font.trim())
  const weight = /\b(bold|\d{3})\b/.exec(match?.[1] ?? '')?.[1] ?? 'normal'
  return { size: Number(match?.[2] ?? 10), family: match?.[3] ?? 'sans-serif', weight }
}
