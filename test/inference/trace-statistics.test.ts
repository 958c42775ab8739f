import { describe, expect, it } from 'vitest'
import { statisticsCount, traceStatistics } from '../../src-main/inference/trace-statistics.ts'
import { fitzHughNagumo } from '../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { addNoise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { normalCdf } from '../../src-main/model/prior/distributions/normal-probability.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { preset } from '../support/priors.ts'
import { mean } from '../support/statistics.ts'

const lags = [1, 2, 3, 4, 8]

function statisticsOf(trace: Float32Array): Float64Array {
  const out = new Float64Array(statisticsCount)
  traceStatistics(trace, 0, trace.length, out, 0)
  return out
}

/** E min(z², limit) of a standard normal z. */
function winsorized(limit: number): number {
  const c = Math.sqrt(limit)
  const density = Math.exp(-0.5 * limit) / Math.sqrt(2 * Math.PI)
  return 2 * normalCdf(c) - 1 - 2 * c * density + limit * 2 * normalCdf(-c)
}

describe.each([
  [0.35, 0.8],
  [0.2, 0.66],
  [0.5, 0.92],
])('the statistics of AR(1) noise alone, s = %f, ρ = %f', (s, rho) => {
  const n = 200_000
  const trace = new Float32Array(n)
  addNoise(trace, 0, n, s, rho, createRandom(6))
  const found = statisticsOf(trace)
  const theory = (k: number): number => Math.log(2 * s * s * (1 - rho ** k))

  it('are the logarithms of 2 s² (1 − ρᵏ)', () => {
    // Differences at lag k are correlated over some k + 1/(1−ρ) ≈ 20 samples at most: error √(2·20/n) = 0.014.
    lags.forEach((k, l) => {
      expect(Math.abs(found[3 * l] - theory(k))).toBeLessThan(3.5 * 0.014)
    })
  })

  it('and fall by what cutting off at two standard deviations takes, once and twice', () => {
    const once = winsorized(4)
    const twice = winsorized(4 * once)
    lags.forEach((_, l) => {
      expect(found[3 * l + 1] - found[3 * l]).toBeCloseTo(Math.log(once), 2)
      expect(found[3 * l + 2] - found[3 * l]).toBeCloseTo(Math.log(twice), 2)
    })
  })

  it('and the correlations of differences −ρ^{k−1} (1−ρ)/2, a little less for the cut', () => {
    for (let k = 1; k <= 3; k++) {
      const full = (-(rho ** (k - 1)) * (1 - rho)) / 2
      // Cutting at 2 sd keeps over 0.98 of a correlation this small; error 1/√n = 0.002.
      expect(Math.abs(found[3 * lags.length + k - 1] - full)).toBeLessThan(0.02 * Math.abs(full) + 4 * 0.0023)
    }
  })
})

describe('the statistics of a spiking trace', () => {
  const { points } = preset.grid
  const [s, rho] = [0.35, 0.8]
  const u = new Float64Array(points)
  fitzHughNagumo.solve([0.3, 0.3], preset.constants, preset.grid, null, u)
  const random = createRandom(7)
  const repeats = 100
  const rows = Array.from({ length: repeats }, () => {
    const trace = Float32Array.from(u)
    addNoise(trace, 0, points, s, rho, random)
    return statisticsOf(trace)
  })
  const excess = (column: number, k: number): number =>
    mean(rows.map((r) => r[column])) - Math.log(2 * s * s * (1 - rho ** k))

  it('are raised by the spikes, less so with each pass of winsorizing', () => {
    // Beyond what a pass takes from pure noise. Spikes rise by up to 1 in a sample where noise differs by 0.22.
    const once = Math.log(winsorized(4))
    const twice = Math.log(winsorized(4 * winsorized(4)))
    const raised = [excess(0, 1), excess(1, 1) - once, excess(2, 1) - twice]
    expect(raised[0]).toBeGreaterThan(0.3)
    expect(raised[1]).toBeLessThan(raised[0])
    expect(raised[2]).toBeLessThan(raised[1])
  })

  it('follow the strength of the noise, the winsorized ones more closely', () => {
    // What the network needs. For pure noise they all move by 2 log 1.2 = 0.36.
    const stronger = Array.from({ length: repeats }, () => {
      const trace = Float32Array.from(u)
      addNoise(trace, 0, points, 1.2 * s, rho, random)
      return statisticsOf(trace)
    })
    const moved = [0, 1, 2].map((c) => mean(stronger.map((r) => r[c])) - mean(rows.map((r) => r[c])))
    expect(moved[1]).toBeGreaterThan(moved[0])
    expect(moved[2]).toBeGreaterThan(moved[1])
    expect(moved[2]).toBeGreaterThan(0.18)
    expect(moved[2]).toBeLessThan(0.4)
  })
})

describe('any trace', () => {
  it('has finite statistics, a constant one too', () => {
    expect(Array.from(statisticsOf(new Float32Array(1000).fill(3))).every(Number.isFinite)).toBe(true)
    expect(Array.from(statisticsOf(new Float32Array(16).map((_, i) => i % 3))).every(Number.isFinite)).toBe(
      true,
    )
  })

  it('has the same statistics wherever it lies, and whatever lies beside it', () => {
    const random = createRandom(1)
    const trace = Float32Array.from({ length: 200 }, random.normal)
    const around = new Float32Array(400).fill(1e6)
    around.set(trace, 150)
    const out = new Float32Array(2 + statisticsCount + 2).fill(7)
    traceStatistics(around, 150, 200, out, 2)
    expect(Array.from(out.subarray(2, 2 + statisticsCount))).toEqual(
      Array.from(Float32Array.from(statisticsOf(trace))),
    )
    expect([out[0], out[1], out[2 + statisticsCount], out[3 + statisticsCount]]).toEqual([7, 7, 7, 7])
  })

  it('has the same statistics shifted up; scaled, the logarithms move by 2 log of the scale', () => {
    const random = createRandom(2)
    const trace = Float32Array.from({ length: 500 }, random.normal)
    const [own, shifted, scaled] = [trace, trace.map((v) => v + 5), trace.map((v) => 3 * v)].map(statisticsOf)
    own.forEach((v, j) => {
      expect(shifted[j]).toBeCloseTo(v, 4)
      expect(scaled[j]).toBeCloseTo(j < 3 * lags.length ? v + 2 * Math.log(3) : v, 4)
    })
  })
})
