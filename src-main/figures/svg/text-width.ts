import { fontParts } from './svg-text.ts'

/** Advance widths of Helvetica, thousandths of the font size (Adobe’s Helvetica.afm; small digits as superscripts). */
const widths: readonly [characters: string, width: number][] = [
  ["'", 191],
  ['ijl', 222],
  ['|', 260],
  [' !,./:;[\\]ftI·', 278],
  ['()-`r₀₁₂₃₄₅₆₇₈₉', 333],
  ['{}', 334],
  ['"', 355],
  ['*', 389],
  ['°', 400],
  ['^', 469],
  ['Jcksvxyz', 500],
  ['+<=>~±−', 584],
  ['FTZ', 611],
  ['&ABEKPSVXY', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['Mm', 833],
  ['%', 889],
  ['W', 944],
  ['@', 1015],
]
/** Width of all other characters: that of a digit and of most lower-case letters. */
const usual = 556
const known = new Map(widths.flatMap(([characters, width]) => [...characters].map((one) => [one, width])))

/**
 * Estimated text width in a sans-serif font, px, if it cannot be measured.
 * @param font as on a canvas: “600 12px system-ui, sans-serif”
 */
export function textWidth(text: string, font: string): number {
  const { size } = fontParts(font)
  return ([...text].reduce((sum, one) => sum + (known.get(one) ?? usual), 0) * size) / 1000
}
