import { fixed } from '../../contract/numbers.ts'
import { type Range, span } from './range.ts'

/** The 1, 2 or 5 · 10ⁿ nearest, by ratio, to length / `count`. */
export function niceStep(length: number, count: number): number {
  const rough = length / Math.max(1, count)
  if (!(rough > 0) || !Number.isFinite(rough)) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const error = rough / power
  return (error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.sqrt(2) ? 2 : 1) * power
}

/** Round values within the range, about `count` of them, at least two. */
export function niceTicks(range: Range, count: number): number[] {
  const ticks = multiplesIn(range, niceStep(span(range), count))
  return ticks.length < 2 ? multiplesIn(range, niceStep(span(range), count * 2)) : ticks
}

/**
 * Tick positions of a logarithmic axis, as log10: multiples 1 to 9 of each power of ten, as many as fit; round numbers
 * within a range too short for those.
 * @param count approximate number
 */
export function powerTicks(range: Range, count: number): number[] {
  const first = Math.floor(range.from - 1e-9)
  const decades = Array.from({ length: Math.max(0, Math.ceil(range.to) - first + 1) }, (_, i) => first + i)
  const choices = mantissas.map((some) =>
    decades
      .flatMap((decade) => some.map((mantissa) => decade + Math.log10(mantissa)))
      .filter((value) => value >= range.from - 1e-9 && value <= range.to + 1e-9),
  )
  const enough = choices.filter(({ length }) => length >= 2)
  const fitting = enough.find(({ length }) => length <= count) ?? enough.at(-1)
  return fitting ?? niceTicks({ from: 10 ** range.from, to: 10 ** range.to }, count).map(Math.log10)
}

const mantissas = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]

function multiplesIn(range: Range, step: number): number[] {
  const first = Math.ceil(range.from / step - 1e-9)
  const last = Math.floor(range.to / step + 1e-9)
  if (!(last - first < 1000)) return []
  // Multiples of the step rather than sums, rounded to remove floating-point errors.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

/** Decimals that distinguish neighbouring ticks. */
export function tickDecimals(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 0
  return Math.min(9, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
}

export function tickText(value: number, step: number): string {
  return fixed(value, tickDecimals(step))
}
