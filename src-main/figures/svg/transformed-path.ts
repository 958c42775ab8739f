import { identity, type Matrix, product } from './matrix.ts'
import { SvgPath } from './svg-path.ts'

/** The part of a canvas's context that builds paths under a transformation (CanvasTransform and CanvasPath). */
export class TransformedPath {
  protected matrix: Matrix = identity
  protected path = this.newPath()

  translate(x: number, y: number): void {
    this.matrix = product(this.matrix, [1, 0, 0, 1, x, y])
  }

  scale(x: number, y: number): void {
    this.matrix = product(this.matrix, [x, 0, 0, y, 0, 0])
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    this.matrix = product(this.matrix, [cos, sin, -sin, cos, 0, 0])
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.matrix = [a, b, c, d, e, f]
  }

  resetTransform(): void {
    this.matrix = identity
  }

  beginPath(): void {
    this.path = this.newPath()
  }

  closePath(): void {
    this.path.closePath()
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y)
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y)
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.path.bezierCurveTo(ax, ay, bx, by, x, y)
  }

  quadraticCurveTo(ax: number, ay: number, x: number, y: number): void {
    this.path.quadraticCurveTo(ax, ay, x, y)
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.rect(x, y, width, height)
  }

  arc(x: number, y: number, radius: number, start: number, end: number, anticlockwise = false): void {
    this.path.arc(x, y, radius, start, end, anticlockwise)
  }

  /** A separate path, under the transformation at the time of each call. */
  protected newPath(): SvgPath {
    return new SvgPath(() => this.matrix)
  }
}
