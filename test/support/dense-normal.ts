import { findGaps, type Gaps } from '../../src-main/signal/gaps.ts'

/** log N(x; 0, C) by elimination, written out: nothing shared with what it checks. */
export function logNormal(x: readonly number[], covariance: readonly (readonly number[])[]): number {
  const a = covariance.map((row, i) => [...row, x[i]])
  const m = x.length
  let logDet = 0
  let quadratic = 0
  for (let p = 0; p < m; p++) {
    logDet += Math.log(a[p][p])
    quadratic += a[p][m] ** 2 / a[p][p]
    for (let r = p + 1; r < m; r++) {
      const f = a[r][p] / a[p][p]
      for (let c = p; c <= m; c++) a[r][c] -= f * a[p][c]
    }
  }
  return -0.5 * (m * Math.log(2 * Math.PI) + logDet + quadratic)
}

/** Gaps of n samples of which none is missing. */
export function gaps(n: number): Gaps {
  const found = findGaps(new Float32Array(n))
  if (!found) throw new Error('no samples')
  return found
}
