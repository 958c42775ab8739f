import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { bestAutoregressiveBic, burgVariances } from '../../../src-main/signal/statistics/autoregression.ts'
import { covariance } from '../../support/statistics.ts'

/** Stationary autoregression with innovations of variance 1; a burn-in forgets the start. */
function autoregression(phi: readonly number[], n: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const x = new Float64Array(n + 500)
  for (let i = 0; i < x.length; i++) {
    x[i] = random.normal()
    phi.forEach((c, j) => {
      if (i > j) x[i] += c * x[i - j - 1]
    })
  }
  return x.slice(500)
}

describe('Burg’s prediction errors', () => {
  const n = 50_000
  const phi = [1.1, -0.6]
  const variances = burgVariances(autoregression(phi, n, 7), 6)

  it('fall from the variance over that of order 1 to the innovations’ own', () => {
    // Yule–Walker for AR(2): ρ₁ = φ₁/(1−φ₂), γ₀ = (1−φ₂)/((1+φ₂)((1−φ₂)² − φ₁²)).
    const [a, b] = phi
    const marginal = (1 - b) / ((1 + b) * ((1 - b) ** 2 - a ** 2))
    const rho = a / (1 - b)
    // Relative errors about √(2/n) = 0.6 %, some more for the marginal variance of a correlated series.
    expect(Math.abs(variances[0] / marginal - 1)).toBeLessThan(0.05)
    expect(Math.abs(variances[1] / (marginal * (1 - rho ** 2)) - 1)).toBeLessThan(0.05)
    expect(Math.abs(variances[2] - 1)).toBeLessThan(0.03)
  })

  it('gain nothing beyond the true order but what chance gives', () => {
    // Each superfluous coefficient takes off about 1/n of the variance, seldom 15/n.
    for (let p = 3; p <= 6; p++) {
      expect(variances[p]).toBeLessThanOrEqual(variances[p - 1])
      expect(1 - variances[p] / variances[p - 1]).toBeLessThan(15 / n)
    }
  })

  it('start at the variance about the mean', () => {
    const x = autoregression([0.5], 300, 2).map((v) => v + 40)
    expect(burgVariances(x, 1)[0]).toBeCloseTo(covariance(x, x), 9)
  })

  it('are as small as rounding leaves for a sine, which is foretold by two values', () => {
    const x = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(0.3 * i))
    expect(burgVariances(x, 2)[2]).toBeLessThan(1e-3 * 0.5)
  })

  it('are those of the pieces where values are missing', () => {
    const x = autoregression(phi, n, 7).map((v, i) => (i % 50 < 5 ? Number.NaN : v))
    const pieces = burgVariances(x, 6)
    for (let p = 0; p <= 6; p++) expect(Math.abs(pieces[p] / variances[p] - 1)).toBeLessThan(0.03)
  })

  it('are 0 for a constant, not NaN', () => {
    expect(burgVariances([3, 3, 3, 3, 3, 3], 2)).toEqual([0, 0, 0])
  })
})

describe('the best autoregressive BIC', () => {
  it('finds the order of long series', () => {
    // A superfluous coefficient wins where χ²₁ > log n: once in 600.
    expect(bestAutoregressiveBic(autoregression([0.8], 20_000, 1), 10).order).toBe(1)
    expect(bestAutoregressiveBic(autoregression([1.1, -0.6], 20_000, 2), 10).order).toBe(2)
    expect(bestAutoregressiveBic(autoregression([0.3, 0.1, 0.4], 20_000, 5), 10).order).toBe(3)
  })

  it('is −2 log L + k log n of the conditional Gaussian likelihood', () => {
    // The innovations of AR(1), known here: −2 log L ≈ n log 2π + n log σ̂² + n.
    const n = 20_000
    const x = autoregression([0.8], n, 4)
    let [cross, square] = [0, 0]
    for (let i = 1; i < n; i++) {
      cross += x[i] * x[i - 1]
      square += x[i - 1] ** 2
    }
    const slope = cross / square
    let rest = 0
    for (let i = 1; i < n; i++) rest += (x[i] - slope * x[i - 1]) ** 2
    const variance = rest / (n - 1)
    const bic = n * Math.log(2 * Math.PI * variance) + n + 3 * Math.log(n)
    // The two treat the first sample and the mean differently: a few units of n = 20,000.
    expect(Math.abs(bestAutoregressiveBic(x, 10).bic - bic)).toBeLessThan(10)
  })

  it('is finite for a constant', () => {
    expect(Number.isFinite(bestAutoregressiveBic(new Float64Array(50).fill(2), 5).bic)).toBe(true)
  })
})
