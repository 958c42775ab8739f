import { rangeOf } from '../../signal/range.ts'

/** How one trace depends on another along a straight line: trace ≈ slope · command + … */
export interface Line {
  slope: number
  /** Share of the trace's variance that the line explains; 0 where either is flat. */
  explained: number
}

/** Pairs that are looked at: enough to see any step that is an epoch. */
const mostPairs = 60_000

/**
 * The straight line by which a recorded trace follows a command, by least squares over all sweeps; missing samples do
 * not count.
 * @param sweeps the trace and the command in each sweep, as long as each other
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

/** How far a trace goes within one sweep, at most. */
export function widestSwing(sweeps: readonly Float64Array[]): number {
  return Math.max(
    ...sweeps.map((samples) => {
      const { min, max } = rangeOf(samples)
      return Math.max(0, max - min)
    }),
  )
}
