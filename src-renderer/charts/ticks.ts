import { fixed } from '../../src-main/contract/numbers.ts'
import { type Range, span } from './range.ts'

/** The least of 1, 2, 5 · 10ⁿ that cuts the length into at most `count` steps. */
export function niceStep(length: number, count: number): number {
  const rough = length / Math.max(1, count)
  if (!(rough > 0) || !Number.isFinite(rough)) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  // A hair of tolerance: 0.1/0.05 must not fall short of 2.
  const step = [1, 2, 5, 10].find((m) => m * power >= rough * (1 - 1e-9)) ?? 10
  return step * power
}

/** Round values inside the range, at most `count` + 1. */
export function niceTicks(range: Range, count: number): number[] {
  const step = niceStep(span(range), count)
  const first = Math.ceil(range.from / step - 1e-9)
  const last = Math.floor(range.to / step + 1e-9)
  if (!(last - first < 1000)) return []
  // Multiples of the step, not sums, and without the dust of binary fractions.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

/** Decimals that tell neighbouring ticks apart. */
export function tickDecimals(step: number): number {
  if (!(step > 0) || !Number.isFinite(step)) return 0
  return Math.min(9, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)))
}

export function tickText(value: number, step: number): string {
  return fixed(value, tickDecimals(step))
}
