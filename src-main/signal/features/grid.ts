/** A trace on the grid that its features are read from. */
export interface Grid {
  /** ms on the recording's clock. */
  t: Float64Array
  /** As long as t; NaN where a sample is missing on either side. */
  v: Float64Array
}

/** What eFEL interpolates to (its interp_step), ms. */
const efelStep = 0.1
/** Beyond so many points the grid is as coarse as the samples: 20 million take 320 MB. */
const mostPoints = 20_000_000

/** ms from a point of the grid to the next. */
export function gridStep(samples: number, samplingInterval: number): number {
  const length = samples * samplingInterval
  return length / efelStep > mostPoints ? Math.max(efelStep, samplingInterval) : efelStep
}

/**
 * Samples by straight lines on steps of 0.1 ms, as eFEL has them. Times are added up step by step and samples lie at
 * round times, so that the last digit, which decides between equal neighbours, is eFEL's too.
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
  // The last one only where the steps before it do not reach the end.
  return count > 0 && t[count - 1] >= to ? t.subarray(0, count) : t
}

/** The nearest number with nine decimals: what a file says in its own digits. */
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
