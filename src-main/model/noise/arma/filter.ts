import type { Gaps } from '../../../signal/gaps.ts'
import type { ArmaProcess } from './arma-process.ts'

/**
 * The Kalman filter of an ARMA(2,1) process with missing samples, in O(n), independent of the data: for sample i, the
 * scale of its innovation and the gain. Both are 0 for a missing sample.
 *
 * State (yₜ, zₜ) with zₜ = a₂ yₜ₋₁ + θ eₜ (Harvey 1989, section 3.3), without measurement noise: once y is observed,
 * only z is uncertain, by a variance p that vanishes after the first samples.
 */
export interface ArmaFilter {
  process: ArmaProcess
  n: number
  /** 1/√(variance of the innovation). */
  scale: Float64Array
  /** Kalman gain of z. */
  gain: Float64Array
  /** log |covariance| of the present samples. */
  logDeterminant: number
}

/** @param n samples, including missing ones */
export function armaFilter(process: ArmaProcess, { runs }: Gaps, n: number): ArmaFilter {
  const { a1, a2, theta, innovation: q, variance, covariance } = process
  const scale = new Float64Array(n)
  const gain = new Float64Array(n)
  const usual = 1 / Math.sqrt(q)
  let logDeterminant = 0
  // Covariance of (y, z) before sample i.
  let [p11, p12] = [variance, covariance - a1 * variance]
  let p22 = a2 * a2 * variance + theta * theta * q
  let i = 0
  for (const { from, to } of runs) {
    for (; i < from; i++) {
      ;[p11, p12, p22] = [
        a1 * a1 * p11 + 2 * a1 * p12 + p22 + q,
        a1 * a2 * p11 + a2 * p12 + theta * q,
        a2 * a2 * p11 + theta * theta * q,
      ]
    }
    scale[i] = 1 / Math.sqrt(p11)
    gain[i] = p12 / p11
    logDeterminant += Math.log(p11)
    let p = Math.max(0, p22 - (p12 * p12) / p11)
    i++
    for (; i < to && p > 1e-15 * q; i++) {
      const s = p + q
      scale[i] = 1 / Math.sqrt(s)
      gain[i] = (theta * q) / s
      logDeterminant += Math.log(s)
      p = (theta * theta * q * p) / s
    }
    if (i < to) {
      scale.fill(usual, i, to)
      gain.fill(theta, i, to)
      logDeterminant += (to - i) * Math.log(q)
      i = to
      p = 0
    }
    ;[p11, p12, p22] = [p + q, theta * q, theta * theta * q]
  }
  return { process, n, scale, gain, logDeterminant }
}

/**
 * The standardized innovations of x[from … from+n): white and standard normal where x is a realization. They are linear
 * in x, and the inner product of those of x and y is xᵀ Σ⁻¹ y.
 * @param out receives n values, 0 where a sample is missing
 */
export function armaInnovations(
  filter: ArmaFilter,
  x: ArrayLike<number>,
  from: number,
  out: Float64Array,
): void {
  const { scale, gain, n } = filter
  const { a1, a2 } = filter.process
  let [y, z] = [0, 0]
  for (let i = 0; i < n; i++) {
    const s = scale[i]
    if (s === 0) {
      out[i] = 0
      ;[y, z] = [a1 * y + z, a2 * y]
      continue
    }
    const value = x[from + i]
    const v = value - y
    out[i] = v * s
    y = a1 * value + z + gain[i] * v
    z = a2 * value
  }
}
