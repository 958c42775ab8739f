import type { Calibration, Coverage } from '../../contract/calibration.ts'
import { fixed } from '../../contract/numbers.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import type { PlotSpec, Series } from '../plot/plot-spec.ts'
import { nearest, type Point } from '../scale/thin.ts'
import { type ColorRole, faded } from '../theme/theme.ts'

/** Coverage of credible regions against their probability, with the range expected by chance. In per cent. */
export interface CoverageParts {
  /** Label of the regions: “intervals of θ₀”. */
  regions: string
  points: readonly Point[]
  band: { x: number[]; low: number[]; high: number[] }
  /** Tested levels; flagged if the test failed. */
  tested: readonly Coverage[]
}

type Band = Calibration['coverageBand']

/** Coverage of a parameter's central intervals: counts of its rank histogram, cumulated from the middle outwards. */
export function intervalParts(
  symbol: string,
  counts: readonly number[],
  tested: readonly Coverage[],
  band: Band,
): CoverageParts {
  const half = counts.length / 2
  const total = sum(counts)
  const points = Array.from({ length: half + 1 }, (_, k) => ({
    x: (100 * k) / half,
    y: (100 * sum(counts.slice(half - k, half + k))) / total,
  }))
  return { regions: `intervals of ${symbol}`, points, band: percentBand(band), tested }
}

/** Coverage of joint highest-density regions, from the shares of draws with a higher density. */
export function densityParts(
  counts: readonly number[],
  tested: readonly Coverage[],
  band: Band,
): CoverageParts {
  const total = sum(counts)
  const points = Array.from({ length: counts.length + 1 }, (_, k) => ({
    x: (100 * k) / counts.length,
    y: (100 * sum(counts.slice(0, k))) / total,
  }))
  return { regions: 'densest regions of the joint posterior', points, band: percentBand(band), tested }
}

/** Coverage of regions around random points (TARP). */
export function tarpParts({ found, allowed }: Calibration['tarp']): CoverageParts {
  const x = found.map((_, i) => (100 * i) / (found.length - 1))
  return {
    regions: 'TARP regions',
    points: x.map((level, i) => ({ x: level, y: 100 * found[i] })),
    band: {
      x,
      low: x.map((level) => Math.max(0, level - 100 * allowed)),
      high: x.map((level) => Math.min(100, level + 100 * allowed)),
    },
    tested: [],
  }
}

/** Coverage curve with the diagonal and the band expected by chance. */
export function coverageSpec({ points, band, tested }: CoverageParts): PlotSpec {
  const edge = (values: number[]): Point[] => band.x.map((x, i) => ({ x, y: values[i] }))
  const dots = (of: readonly Coverage[], shape: 'circle' | 'diamond', color: ColorRole): Series => ({
    data: of.map(({ level, found }) => ({ x: 100 * level, y: 100 * found })),
    points: { shape, radius: shape === 'circle' ? 2.5 : 4.5, color },
  })
  return {
    series: [
      { data: edge(band.low) },
      { data: edge(band.high), area: faded('accent', 0.16) },
      {
        data: [
          { x: 0, y: 0 },
          { x: 100, y: 100 },
        ],
        line: { color: 'accent', width: 1, dash: [4, 3] },
      },
      { data: [...points], line: { color: 'ink', width: 1.5 } },
      dots(
        tested.filter(({ passed }) => passed),
        'circle',
        'ink',
      ),
      dots(
        tested.filter(({ passed }) => !passed),
        'diamond',
        'flag',
      ),
    ],
    x: numberAxisSpec('probability of the region, %', { from: 0, to: 100 }),
    y: numberAxisSpec('contain the truth, %', { from: 0, to: 100 }),
    left: 52,
  }
}

export function readCoverage({ points, band }: CoverageParts, at: number): string {
  const xs = points.map(({ x }) => x)
  const { x, y } = points[nearest(xs, at)]
  const i = nearest(band.x, x)
  return `at ${fixed(x, 0)} %: ${fixed(y, 1)} % · ${fixed(band.low[i], 1)}–${fixed(band.high[i], 1)} % would be chance`
}

export function describeCoverage({ regions, points, band }: CoverageParts): string {
  const off = points.filter(({ x, y }) => {
    const i = nearest(band.x, x)
    return y < band.low[i] || y > band.high[i]
  })
  const start = `How often ${regions} contain the truth, against their probability: `
  if (off.length === 0) return `${start}within chance everywhere.`
  const worst = off.reduce((a, b) => (Math.abs(b.y - b.x) > Math.abs(a.y - a.x) ? b : a))
  return `${start}largest deviation at ${fixed(worst.x, 0)} %, where it is ${fixed(worst.y, 1)} %.`
}

function percentBand({ low, high }: Band): CoverageParts['band'] {
  const n = low.length + 1
  const x = Array.from({ length: n + 1 }, (_, i) => (100 * i) / n)
  return { x, low: [0, ...scaled(low), 100], high: [0, ...scaled(high), 100] }
}

function scaled(shares: readonly number[]): number[] {
  return shares.map((share) => 100 * share)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
