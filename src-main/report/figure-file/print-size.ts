import { NagumoError } from '../../contract/errors.ts'
import { textSize } from '../../figures/theme/theme.ts'

/** mm per inch; pt per inch. */
export const mmPerInch = 25.4
export const ptPerInch = 72

/** Limits of a requested figure. Pixels: an image of that many takes 256 MB while drawn. */
export const figureLimits = {
  widthMm: { from: 20, to: 600 },
  fontSizePt: { from: 4, to: 24 },
  dpi: { from: 50, to: 1200 },
  /** Width needed for the axes and a small plot, px at a text size of 12 px. */
  leastWidth: 210,
  pixels: 64_000_000,
} as const

export interface PrintSize {
  widthMm: number
  fontSizePt: number
}

/**
 * Width at which to draw a figure, px, so that at its printed width the text has the given size.
 * @throws NagumoError USAGE where a number is outside its limits, or the text is too large for the width
 */
export function drawnWidth({ widthMm, fontSizePt }: PrintSize): number {
  within('The width of a figure', widthMm, figureLimits.widthMm, 'mm')
  within('The font size of a figure', fontSizePt, figureLimits.fontSizePt, 'pt')
  const width = (widthMm / mmPerInch) * ptPerInch * (textSize / fontSizePt)
  if (width < figureLimits.leastWidth) {
    const largest = Math.floor(((fontSizePt * width) / figureLimits.leastWidth) * 10) / 10
    const narrowest = Math.ceil((widthMm * figureLimits.leastWidth) / width)
    throw new NagumoError(
      'USAGE',
      `In a figure of ${widthMm} mm, text of ${fontSizePt} pt leaves no space for a plot. Make the figure at least ${narrowest} mm wide, or the text at most ${largest} pt.`,
    )
  }
  return width
}

/**
 * Width in pixels of an image at that resolution.
 * @param heightOverWidth of the figure
 * @throws NagumoError USAGE where the resolution is outside its limits or the image would be too large
 */
export function pixelWidth(widthMm: number, dpi: number, heightOverWidth: number): number {
  within('The resolution of a PNG', dpi, figureLimits.dpi, 'dpi')
  const width = Math.round((widthMm / mmPerInch) * dpi)
  const height = Math.ceil(width * heightOverWidth)
  if (width * height > figureLimits.pixels) {
    const fitting = Math.floor(dpi * Math.sqrt(figureLimits.pixels / (width * height)))
    throw new NagumoError(
      'USAGE',
      `A PNG of ${widthMm} mm at ${dpi} dpi would have ${width} × ${height} pixels; at most ${figureLimits.pixels / 1e6} million can be drawn. Choose at most ${fitting} dpi, or use PDF or SVG, which are sharp at any size.`,
    )
  }
  return width
}

function within(what: string, value: number, { from, to }: { from: number; to: number }, unit: string): void {
  if (value >= from && value <= to) return
  throw new NagumoError('USAGE', `${what} is ${from} to ${to} ${unit}; found ${value}.`)
}
