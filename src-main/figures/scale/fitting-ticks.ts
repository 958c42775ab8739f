import { type Range, span, toPixel } from './range.ts'

export interface Tick {
  value: number
  text: string
}

/** What says where the ticks of an axis stand, and their texts. */
export interface TickAxis {
  /** Where ticks stand, about `count` of them. */
  places(range: Range, count: number): number[]
  /** @param step distance between ticks */
  tickText(value: number, step: number): string
}

/**
 * Ticks of an axis, about `count` of them, and fewer where their texts would touch: long numbers take more room.
 * @param pixels length of the axis
 * @param measure length of a text along the axis, px
 * @param gap least distance between two texts, px
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
      // Rows are numbered from the top: their axis runs the other way.
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

/** Ticks at these places, with their texts. */
function ticksAt(values: readonly number[], { tickText }: TickAxis, range: Range): Tick[] {
  const step = values.length > 1 ? values[1] - values[0] : span(range) / 4
  return values.map((value) => ({ value, text: tickText(value, step) }))
}
