/** A trace on the grid from which its features are measured. */
export interface Grid {
  /** ms on the recording's clock. */
  t: Float64Array
  /** As long as t; NaN where a sample is missing on either side. */
  v: Float64Array
}

/** eFEL's interpolation step (interp_step), ms. */
const efelStep = 0.1
/** Above this many points the grid keeps the sampling interval: 20 million take 320 MB. */
const mostPoints = 20_000_000

/** Grid step, ms. */
export function gridStep(samples: number, samplingInterval: number): number {
  const length = samples * samplingInterval
  return length / efelStep > mostPoints ? Math.max(efelStep, samplingInterval) : efelStep
}

/**
 * Linear interpolation to steps of 0.1 ms, as in eFEL. Times are accumulated step by step and sample times are rounded,
 * so that even the last digit, which decides between equal neighbours, matches eFEL.
 * @param samples two at least @param start time of the first, ms
 */
export function interpolate(samples: ArrayLike<number>, samplingInterval: number, start: number): Grid {
  const step = gridStep(samples.length, samplingInterval)
  const last = samples.length - 1
  const timeOf = (j: number): number => nanosecond(start + j * samplingInterval)
  const t = timesFrom(timeOf(0), timeOf(last), step)
  const v = new Float64Array(t.length)
  let j = 0
  for (let i = 0; i < t.length; i++) {
    while (j < last && timeOf(j + 1) < t[i]) j++
    if (j === last) {
      v[i] = samples[last]
      continue
    }
    const [before, after] = [timeOf(j), timeOf(j + 1)]
    v[i] = samples[j] + ((samples[j + 1] - samples[j]) / (after - before)) * (t[i] - before)
  }
  return { t, v }
}

function timesFrom(from: number, to: number, step: number): Float64Array {
  const count = Math.ceil((to - from) / step)
  const t = new Float64Array(count + 1)
  let time = from
  for (let i = 0; i <= count; i++) {
    t[i] = time
    time += step
  }
  // The last point is included only where the steps before it do not reach the end.
  return count > 0 && t[count - 1] >= to ? t.subarray(0, count) : t
}

/** Rounds to nine decimals, the precision of times in files. */
export function nanosecond(time: number): number {
  return Math.round(time * 1e9) / 1e9
}

/** Stretches of the grid without missing samples, as [from, to), of at least `fewest` points. */
export function finiteRuns(v: Float64Array, fewest: number): [number, number][] {
  const runs: [number, number][] = []
  let from = 0
  for (let i = 0; i <= v.length; i++) {
    if (i < v.length && Number.isFinite(v[i])) continue
    if (i - from >= fewest) runs.push([from, i])
    from = i + 1
  }
  return runs
}
