import type { DrawingContext } from '../drawing/drawing-context.ts'
import { isTranslation, type Matrix, mapped } from './matrix.ts'
import { rounded } from './svg-path.ts'

/** Escapes XML markup in text. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Parses a font: “600 12px system-ui, sans-serif”. */
export function fontParts(font: string): { size: number; family: string; weight: string } {
  const match = /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font.trim())
  const weight = /\b(bold|\d{3})\b/.exec(match?.[1] ?? '')?.[1] ?? 'normal'
  return { size: Number(match?.[2] ?? 10), family: match?.[3] ?? 'sans-serif', weight }
}

/** Distance from a text's anchor down to its baseline, in font sizes. */
export const baselineShifts = {
  top: 0.8,
  hanging: 0.8,
  middle: 0.35,
  alphabetic: 0,
  ideographic: -0.2,
  bottom: -0.2,
}
const anchors = { center: 'middle', right: 'end', end: 'end', left: 'start', start: 'start' }

/** Attributes of a text element at the position where a canvas would draw the text. */
export function textAttributes(
  { font, textAlign, textBaseline }: Pick<DrawingContext, 'font' | 'textAlign' | 'textBaseline'>,
  matrix: Matrix,
  x: number,
  y: number,
): string[] {
  const { size, family, weight } = fontParts(font)
  const baseline = y + baselineShifts[textBaseline] * size
  const upright = isTranslation(matrix)
  const [px, py] = upright ? mapped(matrix, x, baseline) : [x, baseline]
  return [
    `x="${rounded(px)}" y="${rounded(py)}"`,
    upright ? '' : `transform="matrix(${matrix.map((v) => Math.round(v * 1e4) / 1e4).join(' ')})"`,
    `font-family="${escaped(family)}" font-size="${size}"`,
    weight === 'normal' ? '' : `font-weight="${weight}"`,
    `text-anchor="${anchors[textAlign]}"`,
  ]
}
