import { describe, expect, it } from 'vitest'
import { spikeSummary } from '../../../src-main/inference/network/embeddings/spike-summary.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { preset } from '../../support/priors.ts'
import { readNumbers, shared } from '../../support/shared.ts'
import { mean, sampleQuantile } from '../../support/statistics.ts'

const { points, dt } = preset.grid
const seconds = ((points - 1) * dt) / 1000

/** A trace that rests at −1 and is at 2 where it is told to be. */
function pulses(...spans: [number, number][]): Float32Array {
  const trace = new Float32Array(points).fill(-1)
  for (const [from, to] of spans) trace.fill(2, from, to)
  return trace
}

describe('spike rate and mean spike duration', () => {
  it('count upward crossings of the threshold, and the time above it', () => {
    const { rate, duration } = spikeSummary(preset, pulses([100, 110], [400, 420], [995, 1000]), 0, false)
    expect(rate).toBeCloseTo(3 / seconds, 10)
    expect(duration).toBeCloseTo((35 * dt) / 3, 10)
  })

  it('are 0 for a silent trace, with noise or without', () => {
    for (const hasNoise of [false, true]) {
      expect(spikeSummary(preset, pulses(), 0, hasNoise)).toEqual({ rate: 0, duration: 0 })
    }
  })

  it('are those of the part that they are asked for', () => {
    const two = new Float32Array(2 * points).fill(-1)
    two.set(pulses([10, 20]), 0)
    two.set(pulses([10, 20], [300, 310]), points)
    expect(spikeSummary(preset, two, 0, false).rate).toBeCloseTo(1 / seconds, 10)
    expect(spikeSummary(preset, two, points, false).rate).toBeCloseTo(2 / seconds, 10)
  })
})

const reference = shared('reference/spikes.csv')
describe.skipIf(!reference)('the spikes of 300 neurons that the authors’ solver counted', () => {
  const rows = reference ? readNumbers(reference) : []
  const traces = new Float32Array(rows.length * points)
  createSimulator(preset.forward).predictions(
    Float64Array.from(rows.flatMap((row) => [row.theta0, row.theta1])),
    rows.length,
    traces,
  )
  const compared = rows.map((row, k) => {
    const { rate, duration } = spikeSummary(preset, traces, k * points, false)
    return {
      count: Math.round(rate * seconds),
      // No two spikes: no rate.
      expected: Number.isNaN(row.spike_rate_per_s) ? null : row.spike_rate_per_s * seconds,
      off: duration - row.mean_spike_duration_ms,
    }
  })

  it('are as many, to one', () => {
    for (const { count, expected } of compared) {
      if (expected === null) expect(count).toBeLessThan(2)
      else expect(Math.abs(count - expected)).toBeLessThan(1.01)
    }
    const same = compared.filter(
      ({ count, expected }) => expected !== null && Math.abs(count - expected) < 0.01,
    )
    // 267 of the 271 that have a rate; the others spike at the very end of the trace.
    expect(same.length).toBeGreaterThan(0.98 * compared.filter(({ expected }) => expected !== null).length)
  })

  it('last as long: to 0.01 ms on average, each to a sample', () => {
    const off = compared.flatMap(({ count, expected, off }) =>
      expected !== null && Math.abs(count - expected) < 0.01 ? [off] : [],
    )
    // A spike's duration is a number of samples of 0.2 ms, which the phase of the samples changes by one; a mean over
    // 20 spikes by 0.03 ms (one sd). So single means agree to a sample, their average to 0.01 ms.
    expect(Math.abs(mean(off))).toBeLessThan(0.01)
    expect(sampleQuantile(off.map(Math.abs), 0.5)).toBeLessThan(0.0125)
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(dt)
  })
})

it('noise leaves the count as it is on 19 of 20 draws of the preset', () => {
  const n = 1000
  const clean = createBatchSource(preset, n, { noise: false })(createRandom(5)).traces.slice()
  const { traces } = createBatchSource(preset, n)(createRandom(5))
  const differences = Array.from({ length: n }, (_, k) => {
    const [a, b] = [
      spikeSummary(preset, clean, k * points, false),
      spikeSummary(preset, traces, k * points, true),
    ]
    return Math.round((b.rate - a.rate) * seconds)
  })
  // Measured on 2,000 draws: 96.8 %; 3 % differ by one spike, which the ends of the trace cut.
  expect(differences.filter((d) => d === 0).length / n).toBeGreaterThan(0.95)
  expect(differences.filter((d) => Math.abs(d) <= 1).length / n).toBeGreaterThan(0.99)
})
