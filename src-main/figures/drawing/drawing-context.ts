/**
 * The part of a canvas's 2D context that figures use, implemented by a canvas and by `SvgContext`, which writes SVG.
 * Lengths are px, angles radians, colours CSS text.
 */
export interface DrawingContext {
  get fillStyle(): unknown
  set fillStyle(color: string)
  get strokeStyle(): unknown
  set strokeStyle(color: string)
  lineWidth: number
  lineJoin: 'bevel' | 'miter' | 'round'
  font: string
  textAlign: 'center' | 'end' | 'left' | 'right' | 'start'
  textBaseline: 'alphabetic' | 'bottom' | 'hanging' | 'ideographic' | 'middle' | 'top'
  save(): void
  restore(): void
  translate(x: number, y: number): void
  rotate(angle: number): void
  setLineDash(dash: number[]): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  rect(x: number, y: number, width: number, height: number): void
  arc(x: number, y: number, radius: number, start: number, end: number): void
  clip(): void
  fill(rule?: 'evenodd' | 'nonzero'): void
  stroke(): void
  fillRect(x: number, y: number, width: number, height: number): void
  strokeRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { width: number }
}
