import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { Marks, PlotSpec } from '../../plot/plot-spec.ts'
import { extent, padded, span } from '../../scale/range.ts'
import type { Point } from '../../scale/thin.ts'
import { stems } from './stems.ts'

type Note = NonNullable<Marks['notes']>[number]

/** An autocorrelation and its reference. */
export interface AutocorrelationParts {
  values: readonly number[]
  /** Expected under the noise model, at the same lags; null for white noise. */
  expected: readonly number[] | null
  /** Half-width of the white-noise band; null if there is none. */
  band: number | null
  /** ms between lags; 1 for data without an order in time. */
  dt: number
  inTime: boolean
}

/** Stems at each lag; if there is a band, those outside it are flagged. */
export function autocorrelationSpec(parts: AutocorrelationParts): PlotSpec {
  const { values, expected, band, dt, inTime } = parts
  // Lag 0 is 1 by definition and would dwarf the others after whitening.
  const first = band === null ? 0 : 1
  const lags = values.map((y, lag) => ({ x: lag * dt, y })).slice(first)
  const flagged = (p: Point): boolean => band !== null && Math.abs(p.y) > band
  const end = (values.length - 0.5) * dt
  const stemHeights =
    band === null ? extent(values, [0, 1]) : extent(values.slice(1), [-1.3 * band, 1.1 * band])
  // The note has its own strip above the stems.
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
    x: numberAxisSpec(inTime ? 'lag, ms' : 'lag', { from: -0.5 * dt, to: end }),
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

/** The autocorrelation at the lag nearest to a position, ms, for the readout above the plot. */
export function readAutocorrelation({ values, dt }: AutocorrelationParts, at: number): string {
  const lag = Math.max(0, Math.min(values.length - 1, Math.round(at / dt)))
  return `lag ${lag}: ${fixed(values[lag], 2)}`
}

/** One line: the autocorrelation compared with its reference. */
export function describeAutocorrelation({ values, expected, band }: AutocorrelationParts): string {
  const tested = values.slice(1)
  if (band !== null) {
    const outside = tested.filter((v) => Math.abs(v) > band).length
    return `Autocorrelation of the whitened residuals: ${outside} of ${tested.length} lags lie beyond ±${fixed(band, 3)}, where white noise has 5 %.`
  }
  const off = expected ? Math.max(...values.map((v, i) => Math.abs(v - expected[i]))) : 0
  return `Autocorrelation of the residuals over ${tested.length} lags, with that of the fitted noise; they differ by ${fixed(off, 2)} at most.`
}

/** Labels the curve of the fitted noise. */
function expectedNote(expected: readonly number[], dt: number, end: number): Note {
  // Where the curve has fallen by two thirds, there is room above it.
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

/** Labels the band. */
function whiteNote(x: number, y: number): Note {
  return { text: '95 % if white', x, y, color: 'accent', align: 'right' }
}
