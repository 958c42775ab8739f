import { quantile } from '../../../signal/robust.ts'

/** Median and 90 % band of curves of one length, at each of their points. */
export function bandOf(curves: readonly ArrayLike<number>[]): {
  q05: number[]
  q50: number[]
  q95: number[]
} {
  const band = { q05: [] as number[], q50: [] as number[], q95: [] as number[] }
  if (curves.length === 0) return band
  for (let i = 0; i < curves[0].length; i++) {
    const sorted = Float64Array.from(curves, (curve) => curve[i]).sort()
    band.q05.push(quantile(sorted, 0.05))
    band.q50.push(quantile(sorted, 0.5))
    band.q95.push(quantile(sorted, 0.95))
  }
  return band
}
