import { describe, expect, it } from 'vitest'
import { addNoise, correlationTime } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { noiseSd } from '../../../src-main/model/noise/strength.ts'
import { normalCdf } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { covariance, ksProbability } from '../../support/statistics.ts'

const s = 0.35

/** One long realization. */
function realization(n: number, rho: number, seed: number): Float64Array {
  const trace = new Float64Array(n)
  addNoise(trace, 0, n, s, rho, createRandom(seed))
  return trace
}

describe.each([0.66, 0.8, 0.92, 0, -0.5])('AR(1) noise with ρ = %f', (rho) => {
  const n = 400_000
  const x = realization(n, rho, 17)
  const about0 = (lag: number): number => {
    let sum = 0
    for (let i = lag; i < n; i++) sum += x[i] * x[i - lag]
    return sum / n
  }

  it('has the marginal variance s²', () => {
    // Var of the mean square of a Gaussian process: 2 s⁴/n · Σ_k ρ^{2k} = 2 s⁴ (1+ρ²)/(1−ρ²)/n.
    const error = Math.sqrt((2 * (1 + rho ** 2)) / (1 - rho ** 2) / n)
    expect(Math.abs(about0(0) / s ** 2 - 1)).toBeLessThan(4 * error)
  })

  it('has mean 0', () => {
    // Var of the mean: s² (1+ρ)/(1−ρ)/n.
    const error = s * Math.sqrt((1 + rho) / (1 - rho) / n)
    expect(Math.abs(x.reduce((a, b) => a + b, 0) / n)).toBeLessThan(4 * error)
  })

  it.each([1, 2, 3, 5, 10, 20])('has the autocorrelation ρᵏ at lag %i', (k) => {
    // Bartlett: n Var(r_k) = (1+ρ²)(1−ρ^{2k})/(1−ρ²) − 2k ρ^{2k}.
    const variance = ((1 + rho ** 2) * (1 - rho ** (2 * k))) / (1 - rho ** 2) - 2 * k * rho ** (2 * k)
    expect(Math.abs(about0(k) / about0(0) - rho ** k)).toBeLessThan(4 * Math.sqrt(variance / n))
  })

  it('is the same at every place, from the first sample on', () => {
    const runs = 20_000
    const length = 6
    const random = createRandom(23)
    const paths = Array.from({ length: runs }, () => {
      const path = new Float64Array(length)
      addNoise(path, 0, length, s, rho, random)
      return path
    })
    for (const i of [0, 1, 5]) {
      const values = paths.map((p) => p[i])
      expect(ksProbability(values, (v) => normalCdf(v / s))).toBeGreaterThan(1e-4)
    }
    // sd of a sample covariance of normals: s² √((1+ρ^{2k})/runs).
    for (const [i, k] of [
      [1, 1],
      [5, 1],
      [5, 3],
    ]) {
      const sample = covariance(
        paths.map((p) => p[i]),
        paths.map((p) => p[i - k]),
      )
      expect(Math.abs(sample - s ** 2 * rho ** k)).toBeLessThan(
        4 * s ** 2 * Math.sqrt((1 + rho ** (2 * k)) / runs),
      )
    }
  })
})

describe('adding noise', () => {
  it('adds, to its stretch and nothing else', () => {
    const trace = new Float64Array(30).fill(5)
    addNoise(trace, 10, 8, s, 0.8, createRandom(3))
    const alone = new Float64Array(8)
    addNoise(alone, 0, 8, s, 0.8, createRandom(3))
    trace.forEach((v, i) => {
      if (i < 10 || i >= 18) expect(v).toBe(5)
      else expect(v).toBeCloseTo(5 + alone[i - 10], 12)
    })
  })

  it('is the same for the same seed', () => {
    expect(realization(100, 0.8, 1)).toEqual(realization(100, 0.8, 1))
    expect(realization(100, 0.8, 1)).not.toEqual(realization(100, 0.8, 2))
  })
})

it('σ is a strength per time: its standard deviation in the trace is σ/Δt', () => {
  expect(noiseSd(0.07, 0.2)).toBeCloseTo(0.35, 12)
})

it('the correlation time is where the correlation has fallen to 1/e', () => {
  const [rho, dt] = [0.8, 0.2]
  expect(rho ** (correlationTime(rho, dt) / dt)).toBeCloseTo(Math.exp(-1), 12)
})

it('noise without positive correlation has no correlation time', () => {
  for (const rho of [0, -0.3, -0.9]) expect(correlationTime(rho, 0.2)).toBe(0)
  expect(correlationTime(1e-9, 0.2)).toBeGreaterThan(0)
})
