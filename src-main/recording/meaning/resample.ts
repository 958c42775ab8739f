import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import { milliseconds } from '../../contract/units.ts'
import { mostSamples } from '../limits.ts'
import type { Axis } from './axis.ts'
import { setByHand } from './wording.ts'

/** Columns at even times, with their new sampling. */
export interface Resampled {
  columns: Map<number, Float64Array>
  axis: Axis
}

/**
 * Resamples uneven samples to even times, at the median interval (rounded down to 1, 2 or 5), by monotone cubic
 * interpolation. A doubt reports that these samples were not measured.
 * @param time rising, in the file’s unit; of samples at one time the last counts
 * @throws NagumoError FILE_TOO_LARGE where there would be too many samples
 */
export function resample(
  time: Float64Array,
  columns: ReadonlyMap<number, Float64Array>,
  axis: Axis,
  file: string,
): Resampled {
  const rows = lastOfEach(time)
  const t = Float64Array.from(rows, (row) => time[row])
  const { median, longest } = stepsOf(t)
  const step = roundedDown(median)
  const points = Math.floor((t[t.length - 1] - t[0]) / step + 1e-6) + 1
  if (points * columns.size > mostSamples) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${file}: at even intervals of ${plain(step)}, the median of the steps, it would have ${points} samples in each column; at most ${mostSamples / 1e6} million are read in total. Resample it more coarsely and open it again.`,
    )
  }
  const grid = Float64Array.from({ length: points }, (_, i) => Math.min(t[0] + i * step, t[t.length - 1]))
  const interpolated = [...columns].map(([column, samples]): [number, Float64Array] => {
    const values = Float64Array.from(rows, (row) => samples[row])
    return [column, monotoneCubic(t, values, grid)]
  })
  const doubt: Doubt = {
    code: 'RESAMPLED',
    about: 'columns',
    text: `The ${points} samples every ${plain(step)} were interpolated from ${t.length} measured at uneven times, up to ${plain(longest, 3)} apart.`,
  }
  const { uneven: _, ...even } = axis
  return {
    columns: new Map(interpolated),
    axis: {
      ...even,
      interval: step * milliseconds[axis.unit],
      points,
      sweeps: [{ ...axis.sweeps[0], from: 0, to: points, index: null }],
      evidence: [
        ...axis.evidence,
        {
          conclusion: `Interpolated at even times, every ${plain(step)}`,
          because: `${setByHand}; monotone cubic, at the median of the steps`,
        },
      ],
      doubts: [...axis.doubts, doubt],
    },
  }
}

function lastOfEach(time: Float64Array): number[] {
  const rows: number[] = []
  for (let i = 0; i < time.length; i++) if (i === time.length - 1 || time[i + 1] > time[i]) rows.push(i)
  return rows
}

function stepsOf(t: Float64Array): { median: number; longest: number } {
  const steps = new Float64Array(t.length - 1)
  for (let i = 0; i < steps.length; i++) steps[i] = t[i + 1] - t[i]
  steps.sort()
  return { median: steps[steps.length >> 1], longest: steps[steps.length - 1] }
}

function roundedDown(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x))
  const digit = [5, 2, 1].find((d) => d * power <= x * (1 + 1e-9)) ?? 1
  return Number((digit * power).toPrecision(12))
}

/**
 * Monotone cubic interpolation without overshoot (Fritsch & Butland 1984, as PCHIP). Intervals next to a missing value
 * stay missing.
 * @param x rising
 * @param at rising, within x
 */
export function monotoneCubic(x: Float64Array, y: Float64Array, at: Float64Array): Float64Array {
  const n = x.length
  const slope = slopes(x, y)
  const result = new Float64Array(at.length)
  for (let k = 0, i = 0; k < at.length; k++) {
    while (i < n - 2 && at[k] >= x[i + 1]) i++
    const h = x[i + 1] - x[i]
    const s = (at[k] - x[i]) / h
    const a = (1 + 2 * s) * (1 - s) ** 2 * y[i] + s * s * (3 - 2 * s) * y[i + 1]
    result[k] = a + h * (s * (1 - s) ** 2 * slope[i] - s * s * (1 - s) * slope[i + 1])
  }
  return result
}

/** Slopes at the data points; at the ends and beside a missing value, that of the adjacent interval. */
function slopes(x: Float64Array, y: Float64Array): Float64Array {
  const n = x.length
  const secant = (i: number): number => (y[i + 1] - y[i]) / (x[i + 1] - x[i])
  return y.map((_, i) => {
    const [before, after] = [i > 0 ? secant(i - 1) : Number.NaN, i < n - 1 ? secant(i) : Number.NaN]
    if (Number.isNaN(before)) return after
    if (Number.isNaN(after)) return before
    if (before * after <= 0) return 0
    const [h0, h1] = [x[i] - x[i - 1], x[i + 1] - x[i]]
    return (3 * (h0 + h1)) / ((2 * h1 + h0) / before + (h1 + 2 * h0) / after)
  })
}
