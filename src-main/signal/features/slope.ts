import type { Grid } from './grid.ts'
import type { Run } from './peaks.ts'

/** dV/dt by central differences, one-sided at the ends of each run; voltage per ms, NaN outside the runs. */
export function slopes({ t, v }: Grid, runs: readonly Run[]): Float64Array {
  const slope = new Float64Array(v.length).fill(Number.NaN)
  for (const [from, to] of runs) {
    for (let i = from; i < to; i++) {
      const [a, b] = [Math.max(from, i - 1), Math.min(to - 1, i + 1)]
      slope[i] = (v[b] - v[a]) / (t[b] - t[a])
    }
  }
  return slope
}
