import { identity, type Matrix, mapped } from './matrix.ts'

/** Two decimals: a hundredth of a pixel is not visible. */
export function rounded(x: number): number {
  return Math.round(x * 100) / 100
}

/** SVG path data from canvas path calls (Path2D). */
export class SvgPath {
  readonly #parts: string[] = []
  readonly #matrix: () => Matrix

  /** @param matrix current transformation, applied at each call; identity if omitted */
  constructor(matrix: () => Matrix = () => identity) {
    this.#matrix = matrix
  }

  /** The attribute `d`. */
  get data(): string {
    return this.#parts.join('')
  }

  closePath(): void {
    if (this.#parts.length > 0) this.#parts.push('Z')
  }

  moveTo(x: number, y: number): void {
    this.#parts.push(`M${this.#at(x, y)}`)
  }

  lineTo(x: number, y: number): void {
    this.#parts.push(`${this.#parts.length > 0 ? 'L' : 'M'}${this.#at(x, y)}`)
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#parts.push(`C${this.#at(ax, ay)} ${this.#at(bx, by)} ${this.#at(x, y)}`)
  }

  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void {
    this.#parts.push(`Q${this.#at(ax, ay)} ${this.#at(x, y)}`)
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y)
    this.lineTo(x + width, y)
    this.lineTo(x + width, y + height)
    this.lineTo(x, y + height)
    this.closePath()
  }

  /** Circular arc; the transformation must scale both directions equally. */
  arc(x: number, y: number, radius: number, start: number, end: number, anticlockwise = false): void {
    const whole = 2 * Math.PI
    let sweep = anticlockwise ? start - end : end - start
    sweep = sweep >= whole ? whole : ((sweep % whole) + whole) % whole
    const sign = anticlockwise ? -1 : 1
    const [a, b] = this.#matrix()
    const r = rounded(radius * Math.hypot(a, b))
    this.lineTo(x + radius * Math.cos(start), y + radius * Math.sin(start))
    // SVG has no full-circle arc: it takes two.
    const parts = sweep > Math.PI ? 2 : 1
    for (let part = 1; part <= parts; part++) {
      const angle = start + (sign * sweep * part) / parts
      const to = this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
      this.#parts.push(`A${r} ${r} 0 0 ${anticlockwise ? 0 : 1} ${to}`)
    }
  }

  #at(x: number, y: number): string {
    return mapped(this.#matrix(), x, y).map(rounded).join(' ')
  }
}
