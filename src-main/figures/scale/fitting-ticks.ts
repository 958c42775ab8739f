import { type Range, span, toPixel } from './range.ts'

export interface Tick {
  value: number
  text: string
}

/** Tick positions and labels of an axis. */
export interface TickAxis {
  /** Tick positions, about `count` of them. */
  places(range: Range, count: number): number[]
  /** @param step distance between ticks */
  tickText(value: number, step: number): string
}

/**
 * Ticks of an axis, about `count` of them, and fewer if their labels would overlap.
 * @param pixels length of the axis
 * @param measure length of a label along the axis, px
 * @param gap minimum distance between two labels, px
 */
export function fittingTicks(
  axis: TickAxis,
  range: Range,
  {
    count,
    pixels,
    measure,
    gap,
  }: { count: number; pixels: number; measure: (text: string) => number; gap: number },
): Tick[] {
  const fits = (ticks: readonly Tick[]): boolean =>
    ticks.every(({ value, text }, i) => {
      if (i === 0) return true
      const before = ticks[i - 1]
      const [here, there] = [value, before.value].map((one) => toPixel(one, range, { from: 0, to: pixels }))
      // Absolute, since an axis of rows runs from top to bottom.
      return Math.abs(here - there) >= (measure(before.text) + measure(text)) / 2 + gap
    })
  for (let wanted = Math.max(2, Math.floor(count)); wanted >= 2; wanted--) {
    const ticks = ticksAt(axis.places(range, wanted), axis, range)
    if (fits(ticks)) return ticks
    if (wanted > 2) continue
    // Even two or three are too many: the first and the last, or one.
    const ends = ticks.length > 2 ? [ticks[0], ticks[ticks.length - 1]] : []
    return ends.length > 0 && fits(ends) ? ends : ticks.slice(0, 1)
  }
  return []
}

/** Ticks at given values, with their labels. */
function ticksAt(values: readonly number[], { tickText }: TickAxis, range: Range): Tick[] {
  const step = values.length > 1 ? values[1] - values[0] : span(range) / 4
  return values.map((value) => ({ value, text: tickText(value, step) }))
}
