import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import { jobOf, record } from '../../bench/accuracy/recordings-at-other-rates.ts'
import type { Summary } from '../../src-main/contract/common.ts'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** ms; Δt of the recordings at the model's grid is 0.26 ms. */
const correlationTime = 0.61
const rho = Math.exp(-0.26 / correlationTime)

describe('the correlation time of a recording’s noise', () => {
  let model: Estimator

  beforeAll(async () => {
    model = await loadEstimator('models/recording')
  })

  const told = ({ parameters }: EstimateResult): Summary =>
    parameters.find(({ name }) => name === 'rho')!.derived[0].summary

  it.each([
    ['sampled eight times as densely as the model’s grid', 8],
    ['sampled 3.7 times as densely', 3.7],
    ['sampled more coarsely', 0.6],
  ])('%s is found by its own samples, where the trace on the grid has another', (_, ratio) => {
    // θ₀, θ₁, τ, phase, offset, gain, σ, ρ
    const values = Float64Array.of(0.4, 0.4, 1, 0.3, 0.05, 1.05, 0.04, rho)
    const job = jobOf(model, record(model, values, ratio, createRandom(4)))
    const own = runEstimate(model, job.trace, 1, job).result
    expect(own.verdict.level).toBe('ok')
    expect(told(own).q05).toBeLessThan(correlationTime)
    expect(told(own).q95).toBeGreaterThan(correlationTime)
    expect(own.residuals.interval).toBeCloseTo(0.26 / (ratio === 8 ? 4 : ratio), 9)
    expect(own.fit.t.length).toBeLessThan(1100)
    expect(own.fit.t).toHaveLength(own.fit.predictive.q05.length)

    const onGrid = runEstimate(model, job.trace, 1, { ...job, ownSamples: undefined }).result
    expect(told(onGrid).q05).toBeGreaterThan(correlationTime)
  })
})
