import type { Calibration } from '../../contract/calibration.ts'
import { whole } from '../../contract/report-words.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import type { PlotSpec } from '../plot/plot-spec.ts'
import type { Point } from '../scale/thin.ts'

/** Rank histogram of the truth, and the range expected by chance. */
export interface RankParts {
  /** The parameter's symbol: θ₀; null for the joint test. */
  symbol: string | null
  /** Traces in equal bins of rank. */
  counts: readonly number[]
  traces: number
  band: Calibration['binBand']
}

/** Bars of the counts over the band expected by chance; bars outside it are also flagged by a thick line. */
export function rankSpec({ symbol, counts, traces, band }: RankParts): PlotSpec {
  const width = 1 / counts.length
  const steps: Point[] = counts.map((y, i) => ({ x: i * width, y }))
  const outline = [{ x: 0, y: 0 }, ...steps, { x: 1, y: counts[counts.length - 1] }, { x: 1, y: 0 }]
  const flagged = counts.flatMap((y, i) =>
    isOutside(y, band)
      ? [
          { x: i * width, y },
          { x: (i + 1) * width, y },
          { x: (i + 1) * width, y: Number.NaN },
        ]
      : [],
  )
  return {
    series: [
      { data: outline, line: { color: 'ink', width: 1, stepped: true } },
      { data: flagged, line: { color: 'flag', width: 4 } },
    ],
    x: numberAxisSpec(symbol ? `rank of the true ${symbol}` : 'draws denser than the truth, share', {
      from: 0,
      to: 1,
    }),
    y: numberAxisSpec('traces', { from: 0, to: 1.15 * Math.max(band.high, ...counts) }),
    left: 52,
    marks: {
      band: { from: band.low, to: band.high, color: 'accent' },
      horizontal: [{ y: traces / counts.length, color: 'accent', dash: [4, 3] }],
    },
  }
}

export function readRanks({ counts, band }: RankParts, at: number): string {
  const i = Math.max(0, Math.min(counts.length - 1, Math.floor(at * counts.length)))
  return `${counts[i]} traces · ${band.low} to ${band.high} would be chance`
}

export function describeRanks({ symbol, counts, traces, band }: RankParts): string {
  const outside = counts.filter((count) => isOutside(count, band)).length
  const what = symbol
    ? `Ranks of the true ${symbol} among its draws`
    : 'Share of draws with more density than the truth'
  return (
    `${what}, on ${whole(traces)} traces, in ${counts.length} equal bins: ${outside} of them ` +
    `lie outside ${band.low} to ${band.high} traces, where 99 % of the bins lie if the posterior is calibrated.`
  )
}

function isOutside(count: number, { low, high }: Calibration['binBand']): boolean {
  return count < low || count > high
}
