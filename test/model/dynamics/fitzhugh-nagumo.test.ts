import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitzHughNagumo } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { exactFitzHughNagumo, solveExactly } from '../../support/gragg-bulirsch-stoer.ts'
import { drawThetas, preset } from '../../support/priors.ts'
import { readNumbers, shared } from '../../support/shared.ts'
import { mean } from '../../support/statistics.ts'

const { points, dt } = preset.grid
const constants = rudi2022.constants as { gamma: number; zeta: number; u0: number; v0: number }
const spikesFile = shared('reference/spikes.csv')

function solve(theta0: number, theta1: number, substeps: number, grid = { points, dt }): Float64Array {
  const u = new Float64Array(grid.points)
  fitzHughNagumo.solve([theta0, theta1], preset.constants, { ...grid, substeps }, null, u)
  return u
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]))
  return most
}

describe('the yardstick itself', () => {
  it('solves an oscillator with a known solution to 1e-9', () => {
    // y″ = −y from (1, 0): cos t. 1,000 steps of at most 1e-11 each.
    const y = solveExactly(([a, b]) => [b, -a], [1, 0], 0.2, 1000)
    const error = largestDifference(
      y.map(([a]) => a),
      y.map((_, i) => Math.cos(0.2 * i)),
    )
    expect(error).toBeLessThan(1e-9)
  })
})

describe('the reference solver', () => {
  const draws = 40
  const thetas = drawThetas(draws, 11)
  const exact = Array.from({ length: draws }, (_, k) =>
    exactFitzHughNagumo({ theta0: thetas[2 * k], theta1: thetas[2 * k + 1] }, constants, { dt, points }),
  )
  const errorAt = (substeps: number): number =>
    Math.max(...exact.map((u, k) => largestDifference(u, solve(thetas[2 * k], thetas[2 * k + 1], substeps))))

  // Measured once with another high-order solver over another 40 draws: 0.030, 0.0017, 0.0001 at k = 2, 4, 8.
  // The worst of 40 draws varies by some 20 % from seed to seed; a wrong constant or sign gives errors of order 1.
  it.each([
    [2, 0.03],
    [4, 0.0017],
    [8, 0.0001],
  ])('has its known error at %i sub-steps: %f', (substeps, known) => {
    const error = errorAt(substeps)
    expect(error).toBeLessThan(1.5 * known)
    expect(error).toBeGreaterThan(known / 3)
  })

  it('is of order 4', () => {
    // Below h = 0.025 the leading term rules: halving h divides the error by 2⁴ within a few percent.
    const order = Math.log2(errorAt(8) / errorAt(32)) / 2
    expect(order).toBeGreaterThan(3.9)
    expect(order).toBeLessThan(4.15)
  })

  it('converges to the exact solution and to nothing else', () => {
    // 0.0001 at k = 8, divided by 8⁴ at k = 64, is 2.4e-8.
    expect(errorAt(64)).toBeLessThan(4e-8)
  })

  it('starts from the initial state, whichever it is', () => {
    fc.assert(
      fc.property(
        fc.record({
          gamma: fc.double({ min: 1, max: 4, noNaN: true }),
          zeta: fc.double({ min: -1, max: 0.5, noNaN: true }),
          u0: fc.double({ min: -2, max: 2, noNaN: true }),
          v0: fc.double({ min: -1, max: 1, noNaN: true }),
        }),
        (other) => {
          const short = { points: 60, dt: 0.1 }
          const values = fitzHughNagumo.constants.map((c) => other[c.name as keyof typeof other])
          const u = new Float64Array(short.points)
          fitzHughNagumo.solve([0.3, 0.5], values, { ...short, substeps: 8 }, null, u)
          expect(u[0]).toBe(other.u0)
          // h = 0.0125; γ = 4 is stiffer than the preset, hence a wider margin than h⁴ alone.
          const truth = exactFitzHughNagumo({ theta0: 0.3, theta1: 0.5 }, other, short)
          expect(largestDifference(u, truth)).toBeLessThan(1e-4)
        },
      ),
      { numRuns: 40, seed: 5 },
    )
  })

  it('makes the same trace on a coarse and on a fine grid of the same steps', () => {
    const fine = solve(0.4, 0.4, 1, { points: 801, dt: 0.05 })
    const coarse = solve(0.4, 0.4, 4, { points: 201, dt: 0.2 })
    for (let i = 0; i < coarse.length; i++) expect(coarse[i]).toBeCloseTo(fine[4 * i], 9)
  })
})

describe.skipIf(!spikesFile)('against the spikes that the authors published', () => {
  // Their count is that of upward crossings of u > 1.5, their rate that count over the 199.8 ms from the first to
  // the last sample (empty below two spikes). Their duration is the time above, crossings placed half a sample
  // before the sample that sees them, so that a spike unfinished at the end counts half a sample less; without a
  // second spike it is the whole 199.8 ms (one) or 0 (none).
  const seen = (u: Float64Array): { count: number; duration: number } => {
    const threshold = 1.5
    let [count, above] = [0, 0]
    for (let i = 1; i < points; i++) {
      if (u[i] > threshold) above++
      if (u[i] > threshold && u[i - 1] <= threshold) count++
    }
    if (u[points - 1] > threshold) above -= 0.5
    return { count, duration: (above * dt) / count }
  }
  const rows = spikesFile ? readNumbers(spikesFile) : []
  const compared = rows.map((row) => ({
    theirCount: (row.spike_rate_per_s / 1000) * (points - 1) * dt,
    theirDuration: row.mean_spike_duration_ms,
    ...seen(solve(row.theta0, row.theta1, 4)),
  }))
  const spiking = compared.filter((c) => !Number.isNaN(c.theirCount))
  const quiet = compared.filter((c) => Number.isNaN(c.theirCount))

  it('has 300 rows of both kinds', () => {
    expect(rows).toHaveLength(300)
    expect(spiking.length).toBeGreaterThan(250)
    expect(quiet.length).toBeGreaterThan(20)
  })

  it('counts within 1 everywhere, and nearly always the same', () => {
    const off = spiking.map((c) => Math.abs(c.count - c.theirCount))
    expect(Math.max(...off)).toBeLessThan(1.001)
    expect(off.filter((d) => d > 0.5).length).toBeLessThanOrEqual(6)
  })

  it('has their mean duration to 0.01 ms, and each within a sample', () => {
    // A threshold of 1.45 or 1.55 would be 0.2 ms off. The mean of 271 differences (sd 0.028) has an error of 0.002.
    const difference = spiking.map((c) => c.duration - c.theirDuration)
    expect(Math.abs(mean(difference))).toBeLessThan(0.01)
    expect(Math.max(...difference.map(Math.abs))).toBeLessThan(0.2)
  })

  it('agrees which neurons spike once and which not at all', () => {
    for (const c of quiet) expect(c.theirDuration).toBe(c.count === 0 ? 0 : (points - 1) * dt)
    expect(quiet.every((c) => c.count <= 1)).toBe(true)
  })
})
