import { gapsIn, presentSamples } from '../../contract/missing.ts'
import { fixed, percent } from '../../contract/numbers.ts'
import type { Residuals } from '../../contract/reports.ts'
import { histogram, normalDensity } from '../density/histogram.ts'
import { numberAxisSpec, timeAxisSpec } from '../plot/axes.ts'
import { labelMargin, type Marks, type PlotSpec, type Series } from '../plot/plot-spec.ts'
import { readingText, timeAxis } from '../scale/format.ts'
import { extent, padded, type Range, span } from '../scale/range.ts'
import { nearest, type Point, thinned } from '../scale/thin.ts'
import type { ColorRole } from '../theme/theme.ts'
import { gapMarks } from './trace-chart.ts'

/** Residuals over time. @param t times of the fit, ms; as long as the residuals */
export function residualsSpec(t: readonly number[], { values }: Residuals): PlotSpec {
  const times = { from: t[0], to: t[t.length - 1] }
  return {
    series: [{ data: thinned(t, values, 6000), line: { color: 'ink', width: 1 } }],
    x: timeAxisSpec(times, timeAxis(times)),
    y: numberAxisSpec('residual, u', padded(extent(values, [0]), 0.05)),
    margin: labelMargin,
    marks: {
      gaps: gapMarks(gapsIn(t, values)),
      horizontal: [{ y: 0, color: 'accent' }],
      labels: [{ text: 'model', y: 0, color: 'accent', sample: 'line' }],
    },
  }
}

export function readResidual(t: readonly number[], { values }: Residuals, time: number): string {
  const v = values[nearest(t, time)]
  return v === null ? 'no sample' : `residual ${readingText(v, extent(values), 400)}`
}

export function describeResiduals({ values }: Residuals): string {
  const { mean, sd } = meanAndSd(presentSamples(values))
  return `Residuals, recorded minus model, over time: mean ${fixed(mean, 3)}, standard deviation ${fixed(sd, 3)}, in units of u.`
}

const deviations: Range = { from: -4, to: 4 }
const bins = 32

/** Histogram of the innovations over their sd, with the normal curve they should follow. */
export function innovationsSpec({ standardized }: Residuals): PlotSpec {
  const { edges, density } = histogram(presentSamples(standardized), deviations, bins)
  const steps: Point[] = density.map((y, i) => ({ x: edges[i], y }))
  steps.push({ x: deviations.to, y: 0 })
  const curve = Array.from({ length: 161 }, (_, i) => {
    const x = deviations.from + i * 0.05
    return { x, y: normalDensity(x) }
  })
  const highest = 1.08 * Math.max(0.4, ...density)
  return {
    series: [
      { data: steps, line: { color: 'ink', width: 1, stepped: true } },
      { data: curve, line: { color: 'accent', width: 2 } },
    ],
    x: numberAxisSpec('innovation, sd', deviations),
    y: { ...numberAxisSpec('', { from: 0, to: highest }), ticks: false },
    left: 26,
    marks: {
      notes: [
        { text: 'normal', x: 1.4, y: normalDensity(1.05), color: 'accent', align: 'left' },
        { text: 'recorded', x: -1.6, y: normalDensity(1.05), color: 'ink', align: 'right' },
      ],
    },
  }
}

export function readInnovations({ standardized }: Residuals, at: number): string {
  const present = presentSamples(standardized)
  const below = present.filter((v) => v <= at).length / present.length
  return `${percent(below)} below ${fixed(at, 2)}`
}

export function describeInnovations({ standardized }: Residuals): string {
  const present = presentSamples(standardized)
  const far = present.filter((v) => Math.abs(v) > 2).length / present.length
  const { below, above } = histogram(present, deviations, bins)
  const outside = below + above
  return (
    `Histogram of the innovations in standard deviations, with the normal curve: ${percent(far)} lie beyond 2, ` +
    `where a normal distribution has 4.6 %; ${outside} lie beyond 4, outside the picture.`
  )
}

type Note = NonNullable<Marks['notes']>[number]

/** One autocorrelation with what it is held against. */
export interface AutocorrelationParts {
  values: readonly number[]
  /** The model's expectation at the same lags; null where that is white noise. */
  expected: readonly number[] | null
  /** Half-width of the band of white noise; null where there is none. */
  band: number | null
  /** ms between lags. */
  dt: number
}

/** Stems at each lag; where there is a band, those beyond it are flagged. */
export function autocorrelationSpec(parts: AutocorrelationParts): PlotSpec {
  const { values, expected, band, dt } = parts
  // Lag 0 is 1 by definition and would hide the rest of the whitened ones.
  const first = band === null ? 0 : 1
  const lags = values.map((y, lag) => ({ x: lag * dt, y })).slice(first)
  const flagged = (p: Point): boolean => band !== null && Math.abs(p.y) > band
  const end = (values.length - 0.5) * dt
  const stemHeights =
    band === null ? extent(values, [0, 1]) : extent(values.slice(1), [-1.3 * band, 1.1 * band])
  // The note has a strip of its own above the stems.
  const strip = band === null ? 0 : span(stemHeights) * 0.2
  const heights = { from: stemHeights.from, to: stemHeights.to + strip }
  return {
    series: [
      ...stems(
        lags.filter((p) => !flagged(p)),
        'ink',
        'circle',
      ),
      ...stems(lags.filter(flagged), 'flag', 'diamond'),
      ...(expected
        ? [
            {
              data: expected.map((y, lag) => ({ x: lag * dt, y })),
              line: { color: 'accent', width: 2 } as const,
            },
          ]
        : []),
    ],
    x: numberAxisSpec('lag, ms', { from: -0.5 * dt, to: end }),
    y: numberAxisSpec('autocorrelation', padded(heights, 0.06)),
    left: 60,
    marks: {
      horizontal: [{ y: 0, color: 'prior' }],
      ...(band !== null && { band: { from: -band, to: band, color: 'accent' } }),
      notes: [
        ...(expected ? [expectedNote(expected, dt, end)] : []),
        ...(band === null ? [] : [whiteNote(end, heights.to - strip / 2)]),
      ],
    },
  }
}

export function readAutocorrelation({ values, dt }: AutocorrelationParts, at: number): string {
  const lag = Math.max(0, Math.min(values.length - 1, Math.round(at / dt)))
  return `lag ${lag}: ${fixed(values[lag], 2)}`
}

export function describeAutocorrelation({ values, expected, band }: AutocorrelationParts): string {
  const tested = values.slice(1)
  if (band !== null) {
    const outside = tested.filter((v) => Math.abs(v) > band).length
    return `Autocorrelation of the whitened residuals: ${outside} of ${tested.length} lags lie beyond ±${fixed(band, 3)}, where white noise has 5 %.`
  }
  const off = expected ? Math.max(...values.map((v, i) => Math.abs(v - expected[i]))) : 0
  return `Autocorrelation of the residuals over ${tested.length} lags, against what the fitted noise would give; they differ by ${fixed(off, 2)} at most.`
}

function stems(points: Point[], color: ColorRole, shape: 'circle' | 'diamond'): Series[] {
  if (points.length === 0) return []
  // A line from 0 to the value, then a gap.
  const sticks = points.flatMap(({ x, y }) => [
    { x, y: 0 },
    { x, y },
    { x, y: Number.NaN },
  ])
  return [
    { data: sticks, line: { color, width: 1.5 } },
    { data: points, points: { shape, radius: shape === 'circle' ? 2 : 3.5, color } },
  ]
}

function expectedNote(expected: readonly number[], dt: number, end: number): Note {
  // Where the curve has come down by two thirds there is room above it.
  const lag = Math.max(
    1,
    expected.findIndex((v) => Math.abs(v) < 0.35),
  )
  const y = Math.min(0.9, Math.max(expected[lag], 0) + 0.14)
  return {
    text: 'fitted noise',
    x: Math.min(lag * dt, end * 0.6),
    y,
    color: 'accent',
    align: 'left',
  }
}

function whiteNote(x: number, y: number): Note {
  return { text: '95 % if white', x, y, color: 'accent', align: 'right' }
}

function meanAndSd(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return { mean, sd: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length) }
}
