import { average, countPresent, variance as varianceOf } from './moments.ts'

/**
 * Prediction error variances of autoregressive models of order 0 … order fitted to x less its mean, by Burg's method
 * (1975). Errors that need a missing value (NaN) are left out.
 */
export function burgVariances(x: ArrayLike<number>, order: number): number[] {
  const n = x.length
  const mean = average(x)
  const forward = Float64Array.from({ length: n }, (_, i) => x[i] - mean)
  const backward = forward.slice()
  let variance = varianceOf(x)
  const result = [variance]
  for (let m = 1; m <= order; m++) {
    let [cross, power] = [0, 0]
    for (let i = m; i < n; i++) {
      const product = forward[i] * backward[i - 1]
      if (Number.isNaN(product)) continue
      cross += product
      power += forward[i] ** 2 + backward[i - 1] ** 2
    }
    const k = power > 0 ? (2 * cross) / power : 0
    for (let i = n - 1; i >= m; i--) {
      const f = forward[i]
      const b = backward[i - 1]
      forward[i] = f - k * b
      backward[i] = b - k * f
    }
    variance *= 1 - k * k
    result.push(variance)
  }
  return result
}

/**
 * The smallest BIC of autoregressive models with mean, of order 1 … order, for the n values present; Gaussian
 * likelihood.
 */
export function bestAutoregressiveBic(x: ArrayLike<number>, order: number): { bic: number; order: number } {
  const n = countPresent(x)
  const bics = burgVariances(x, order).map(
    (v, p) => n * Math.log(2 * Math.PI * Math.max(v, 1e-300)) + n + (p + 2) * Math.log(n),
  )
  let best = 1
  for (let p = 2; p <= order; p++) if (bics[p] < bics[best]) best = p
  return { bic: bics[best], order: best }
}
