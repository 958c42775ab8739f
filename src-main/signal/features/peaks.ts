import type { Grid } from './grid.ts'

/** Grid range, [from, to). */
export type Run = readonly [number, number]

/**
 * Spikes by eFEL's rule (peak_indices): the first of the highest points between an upward and the next downward
 * crossing of the level. A trace above the level at the run's start or end is no complete spike and is left out. Points
 * exactly at the level are on neither side: eFEL, which defines a crossing between consecutive points, loses spikes
 * with two of them in a row.
 */
export function peaksAbove(v: Float64Array, level: number, [from, to]: Run): number[] {
  const peaks: number[] = []
  let isBelow = false
  let up = -1
  for (let i = from; i < to; i++) {
    if (v[i] > level) {
      if (isBelow) up = i
      isBelow = false
    } else if (v[i] < level) {
      if (up >= 0) peaks.push(highest(v, up, i + 1))
      isBelow = true
      up = -1
    }
  }
  return peaks
}

/**
 * Peaks of spikes found by another detector: for each crossing the highest point until the trace is back below
 * `release`, or until the next crossing.
 * @param times of upward crossings, ms, in order @param release a level between rest and half-height
 */
export function peaksAfter({ t, v }: Grid, times: readonly number[], release: number, run: Run): number[] {
  const inside = times.filter((time) => time >= t[run[0]] && time <= t[run[1] - 1])
  return inside.flatMap((time, k) => {
    const start = firstAt(t, time, run)
    const limit = k + 1 < inside.length ? firstAt(t, inside[k + 1], run) : run[1]
    let end = start
    while (end < limit && v[end] > release) end++
    // Still above at the run's end: its peak may not have been recorded.
    return end === start || end === run[1] ? [] : [highest(v, start, end)]
  })
}

/**
 * Peaks of spikes whose rise and fall times are known, ms: the highest point between. Spikes still above at the run's
 * end are left out, since their peak may not have been recorded.
 */
export function peaksBetween(
  { t, v }: Grid,
  times: readonly number[],
  ends: readonly number[],
  run: Run,
): number[] {
  const last = t[run[1] - 1]
  return times.flatMap((time, k) => {
    if (time < t[run[0]] || ends[k] > last) return []
    const [start, end] = [firstAt(t, time, run), firstAt(t, ends[k], run)]
    return end > start ? [highest(v, start, end)] : []
  })
}

/** The first point of a run at or after a time; the run's last one where there is none. */
export function firstAt(t: Float64Array, time: number, [from, to]: Run): number {
  let [low, high] = [from, to - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (t[middle] >= time) high = middle
    else low = middle + 1
  }
  return low
}

function highest(v: Float64Array, from: number, to: number): number {
  let best = from
  for (let i = from + 1; i < to; i++) if (v[i] > v[best]) best = i
  return best
}
