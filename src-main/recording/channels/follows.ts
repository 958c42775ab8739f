import { rangeOf } from '../../signal/range.ts'

/** Linear regression of one trace on another: trace ≈ slope · command + … */
export interface Line {
  slope: number
  /** R², fraction of the trace's variance explained; 0 where either is constant. */
  explained: number
}

/** Maximum number of sample pairs; enough to resolve any epoch. */
const mostPairs = 60_000

/**
 * Least-squares line of a recorded trace on a command over all sweeps; missing samples are ignored.
 * @param sweeps trace and command of each sweep, of equal length
 */
export function lineThrough(sweeps: readonly { trace: Float64Array; command: Float64Array }[]): Line {
  const total = sweeps.reduce((sum, { trace }) => sum + trace.length, 0)
  const stride = Math.max(1, Math.ceil(total / mostPairs))
  const pairs: [number, number][] = []
  for (const { trace, command } of sweeps) {
    for (let i = 0; i < trace.length; i += stride) {
      if (!Number.isNaN(trace[i]) && Number.isFinite(command[i])) pairs.push([command[i], trace[i]])
    }
  }
  const mean = (k: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length
  const [x0, y0] = [mean(0), mean(1)]
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - x0) ** 2
    xy += (x - x0) * (y - y0)
    yy += (y - y0) ** 2
  }
  if (!(xx > 0) || !(yy > 0)) return { slope: 0, explained: 0 }
  return { slope: xy / xx, explained: xy ** 2 / (xx * yy) }
}

/** Largest peak-to-peak range within one sweep. */
export function widestSwing(sweeps: readonly Float64Array[]): number {
  return Math.max(
    ...sweeps.map((samples) => {
      const { min, max } = rangeOf(samples)
      return Math.max(0, max - min)
    }),
  )
}
