import { type Interval, intervalShares, type Summary } from '../../contract/common.ts'
import { decimalsFor, isPoint, rangeText } from '../../contract/estimate-text.ts'
import { fixed } from '../../contract/numbers.ts'

/** A distribution as texts, with the digits that the width of its 90 % interval justifies. */
export interface SummaryText {
  median: string
  mean: string
  sd: string
  half: string
  most: string
}

/** Shown where there is no number. */
export const none = '–'

/** @param half the central 50 % interval, where known */
export function summaryText(summary: Summary, half: Interval | null): SummaryText {
  const { mean, sd, q05, q50, q95 } = summary
  const point = isPoint(summary)
  const decimals = point ? pointDecimals(q50) : decimalsFor(q95 - q05)
  const text = (x: number): string => fixed(x, decimals)
  return {
    median: text(q50),
    mean: text(mean),
    sd: point ? none : fixed(sd, Math.max(decimals, decimalsFor(sd))),
    half: half && !point ? rangeText(text(half.from), text(half.to)) : none,
    most: point ? none : rangeText(text(q05), text(q95)),
  }
}

/** The 90 % interval alone. */
export function mostText({ q05, q95 }: Pick<Summary, 'q05' | 'q95'>): string {
  const decimals = decimalsFor(q95 - q05)
  return rangeText(fixed(q05, decimals), fixed(q95, decimals))
}

/** A central interval: from the report, else from its draws, else null. */
export function intervalOf(
  share: number,
  intervals: readonly Interval[] | undefined,
  draws: readonly number[],
): Interval | null {
  const found = intervals?.find((one) => Math.abs(one.share - share) < 1e-9)
  if (found) return found
  if (draws.length < 100 || !intervalShares.includes(share)) return null
  const sorted = Float64Array.from(draws).sort()
  return { share, from: quantile(sorted, (1 - share) / 2), to: quantile(sorted, (1 + share) / 2) }
}

/** By linear interpolation between order statistics (type 7 of Hyndman & Fan 1996). @param sorted ascending */
function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1)
  const low = Math.floor(at)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low] + (at - low) * (sorted[high] - sorted[low])
}

/** Four significant digits, for a value without a spread. */
function pointDecimals(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 3
  return Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(x)))))
}
