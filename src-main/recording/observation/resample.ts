/** How samples were brought to the model's grid. */
export type Resampling = 'none' | 'everyNth' | 'averages' | 'interpolation'

/**
 * `points` values from sample `first` on, `step` samples apart: averages of blocks about each place where samples are
 * denser than that (so that what is faster does not fold back), straight lines between samples where they are not.
 */
export function resample(
  samples: Float64Array,
  first: number,
  step: number,
  points: number,
): { values: Float64Array; how: Resampling } {
  const values = new Float64Array(points)
  if (isWhole(step, points) && Math.round(step) === 1) {
    return { values: samples.slice(first, first + points), how: 'none' }
  }
  for (let j = 0; j < points; j++) {
    const at = first + j * step
    values[j] =
      step > 1 ? average(samples, at - step / 2 + 0.5, at + step / 2 + 0.5) : interpolate(samples, at)
  }
  return { values, how: step > 1 ? 'averages' : 'interpolation' }
}

/** Every nth sample as it is: noise that was AR(1) stays AR(1). */
export function everyNth(samples: Float64Array, first: number, n: number, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, j) => samples[first + j * n])
}

/** Whether steps of this many samples stay on the samples over all points. */
export function isWhole(step: number, points: number): boolean {
  return Math.round(step) >= 1 && Math.abs(step - Math.round(step)) * points < 0.5
}

/** Mean over [from, to), where sample i fills [i, i + 1); what lies outside the trace is left out. */
function average(x: Float64Array, from: number, to: number): number {
  const a = Math.max(0, from)
  const b = Math.min(x.length, to)
  let sum = 0
  for (let i = Math.floor(a); i < b; i++) sum += x[i] * (Math.min(i + 1, b) - Math.max(i, a))
  return sum / (b - a)
}

function interpolate(x: Float64Array, at: number): number {
  const i = Math.min(x.length - 1, Math.floor(at))
  const next = Math.min(x.length - 1, i + 1)
  return x[i] + (at - i) * (x[next] - x[i])
}
