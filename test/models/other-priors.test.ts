import { beforeAll, describe, expect, it } from 'vitest'
import { createModelCache } from '../../src-main/compute/model-cache.ts'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { Distribution, PriorFile } from '../../src-main/contract/priors.ts'
import { applyPrior } from '../../src-main/inference/apply-prior.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { underPrior } from '../../src-main/inference/estimate/under-prior.ts'
import { createPrior, type Prior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { resultOf } from '../proof/result-of.ts'

let model: Estimator
beforeAll(async () => {
  model = (await createModelCache().lease('models/rudi-2022')).model
})

const job = (trace: ArrayLike<number>, seed: number) => ({
  trace: Array.from(trace),
  seed,
  scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
  voltageUnit: null,
  recordedSpikes: null,
  notes: [],
  rescalingParameters: 0,
})

/** As the program applies a prior: with the model's network where that can start. */
function applied(file: PriorFile, trace: ArrayLike<number>): EstimateResult {
  return resultOf(estimate(job(trace, 1), underPrior(model, file)))
}

/** The same posterior, found without the network and with other draws. */
function alone(prior: Prior, trace: ArrayLike<number>): EstimateResult {
  const simulator = createSimulator(prior.forward)
  return resultOf(estimate(job(trace, 2), { prior, priorChanged: false, network: null, simulator }))
}

/** Means by Monte Carlo errors of both (in posterior sds 1/√ESS each), 4.5 times; sds within 20 %. */
function expectSame(one: EstimateResult, other: EstimateResult): void {
  const tolerance = 4.5 * Math.hypot(1 / Math.sqrt(one.diagnostics.ess), 1 / Math.sqrt(other.diagnostics.ess))
  expect(one.parameters.map(({ name }) => name)).toEqual(other.parameters.map(({ name }) => name))
  one.parameters.forEach(({ posterior }, j) => {
    const { mean, sd } = other.parameters[j].posterior
    expect(Math.abs(posterior.mean - mean) / sd).toBeLessThan(tolerance)
    expect(posterior.sd / sd).toBeGreaterThan(0.8)
    expect(posterior.sd / sd).toBeLessThan(1.25)
  })
}

const like = (change: Partial<PriorFile>): PriorFile => ({
  ...rudi2022,
  version: 3,
  noise: { kind: 'ar1' },
  name: 'another',
  ...change,
})
const uniform = (lower: number, upper: number): Distribution => ({ kind: 'uniform', lower, upper })
const { theta0, theta1, sigma, rho } = rudi2022.parameters

describe('a prior that the network did not learn', () => {
  it.each<[string, PriorFile]>([
    ['a fixed ρ', like({ parameters: { theta0, theta1, sigma, rho: { kind: 'fixed', value: 0.8 } } })],
    ['a fixed θ₁', like({ parameters: { theta0, theta1: { kind: 'fixed', value: 0.3 }, sigma, rho } })],
    [
      'wider limits',
      like({
        parameters: { theta0: uniform(-1, 2), theta1: uniform(-1, 2), sigma: uniform(0.001, 0.3), rho },
      }),
    ],
    [
      'γ set free',
      like({
        constants: {
          ...rudi2022.constants,
          gamma: { kind: 'truncatedNormal', mean: 3, sd: 0.3, lower: 2, upper: 4.5 },
        },
      }),
    ],
  ])('has the posterior that a search without the network finds: %s', (_, file) => {
    const prior = createPrior(file)
    let ratios = 0
    for (let k = 0; k < 3; k++) {
      const { traces } = createBatchSource(prior, 1)(createRandom(21).fork(k))
      const own = applied(file, traces)
      expect(own.diagnostics.start).toBe('translated')
      const other = alone(prior, traces)
      expect(other.diagnostics.start).toBe('search')
      expectSame(own, other)
      ratios += own.diagnostics.ess
    }
    expect(ratios / 3).toBeGreaterThan(1000)
  })

  it('white in place of AR(1) noise', () => {
    const file = like({ noise: { kind: 'white' }, parameters: { theta0, theta1, sigma: uniform(0.02, 0.2) } })
    const prior = createPrior(file)
    const { traces } = createBatchSource(prior, 1)(createRandom(22))
    expectSame(applied(file, traces), alone(prior, traces))
  })

  it('of another neuron, observable or protocol is refused, with what to do', () => {
    const step: PriorFile = { ...rudi2022, version: 3, observable: { kind: 'recorded-trace' } }
    const recorded = {
      ...step,
      parameters: {
        theta0,
        theta1,
        tau: { kind: 'fixed', value: 1 },
        phase: { kind: 'fixed', value: 0 },
        offset: { kind: 'fixed', value: 0 },
        gain: { kind: 'fixed', value: 1 },
        sigma,
        rho,
      },
      constants: { gamma: 3, zeta: -0.4 },
    } satisfies PriorFile
    expect(() => applyPrior(model.prior, createPrior(recorded))).toThrow(
      /can’t be applied with this model: it is of recordings.*Choose a model of that kind, or train one/,
    )
  })
})

describe('a trace of fewer points than the network reads', () => {
  const points = 200
  const file = like({ grid: { ...rudi2022.grid, points } })

  it('has 90 % intervals that hold the truth in 90 of 100', () => {
    const prior = createPrior(file)
    const traces = 60
    const held = [0, 0, 0, 0]
    for (let k = 0; k < traces; k++) {
      const { parameters, traces: trace } = createBatchSource(prior, 1)(createRandom(23).fork(k))
      const result = applied(file, trace)
      expect(result.diagnostics.start).toBe('search')
      result.parameters.forEach(({ posterior: { q05, q95 } }, j) => {
        if (q05 <= parameters[j] && parameters[j] <= q95) held[j]++
      })
    }
    // Of 60 intervals of 90 %, 46 or fewer hold the truth in 1 of 1,000 cases, and 60 in 2 of 1,000.
    for (const n of held) expect(n).toBeGreaterThan(46)
  })
})
