import { beforeAll, describe, expect, it } from 'vitest'
import { createModelCache } from '../../src-main/compute/model-cache.ts'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { applyPrior, whyNotWithin } from '../../src-main/inference/apply-prior.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'

const learned = createPrior(rudi2022)
const withParameters = (parameters: PriorFile['parameters']): PriorFile => ({
  ...rudi2022,
  version: 2,
  name: 'another',
  parameters: { ...rudi2022.parameters, ...parameters },
})

describe('a prior in place of the one that was learned from', () => {
  it.each<[string, PriorFile, RegExp]>([
    [
      'beyond a limit',
      withParameters({ theta0: { kind: 'uniform', lower: -0.1, upper: 1.4 } }),
      /θ₀ extends up to 1.4, in the model to 1/,
    ],
    [
      'without limits',
      withParameters({ theta1: { kind: 'normal', mean: 0, sd: 0.1 } }),
      /θ₁ extends down to any value/,
    ],
    ['with a parameter fixed', withParameters({ theta1: { kind: 'fixed', value: 0.3 } }), /θ₀, σ, ρ to be/],
    ['with other constants', { ...rudi2022, constants: { ...rudi2022.constants, gamma: 2.5 } }, /γ = 2.5/],
    ['on another grid', { ...rudi2022, grid: { ...rudi2022.grid, points: 500 } }, /500 points/],
  ])('does not lie within it, for this reason: %s', (_, file, reason) => {
    expect(whyNotWithin(learned, createPrior(file)).join()).toMatch(reason)
    expect(applyPrior(learned, createPrior(file)).use).not.toBe('weights')
  })

  it('keeps the coordinates and takes the density', () => {
    const wanted = createPrior(withParameters({ theta0: { kind: 'uniform', lower: 0.1, upper: 0.5 } }))
    const { prior: applied, use } = applyPrior(learned, wanted)
    expect(use).toBe('weights')
    const m = Float64Array.of(0.4, 0.3, 0.07, 0.8)
    const [a, b] = [new Float64Array(4), new Float64Array(4)]
    learned.toUnbounded(m, 0, a, 0)
    applied.toUnbounded(m, 0, b, 0)
    expect(b).toEqual(a)
    expect(applied.logJacobian(a, 0)).toBe(learned.logJacobian(a, 0))
    expect(applied.logDensity(m, 0)).toBe(wanted.logDensity(m, 0))
    expect(applied.logDensity(Float64Array.of(0.6, 0.3, 0.07, 0.8), 0)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('an estimate under another prior', () => {
  let model: Estimator
  beforeAll(async () => {
    model = (await createModelCache().lease('models/rudi-2022')).model
  })

  const run = (prior: Estimator['prior'], trace: Float32Array) => {
    const scale = { offset: 0, gain: 1, timeScale: 1, start: 0 }
    const steps = estimate(
      {
        trace: Array.from(trace),
        seed: 3,
        scale,
        voltageUnit: null,
        recordedSpikes: null,
        notes: [],
        rescalingParameters: 0,
      },
      { ...model, prior, priorChanged: prior !== model.prior },
    )
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }

  it('agrees with the model’s own posterior, weighed by the ratio of the priors', () => {
    const { traces } = createBatchSource(learned, 3)(createRandom(8))
    // An informative prior: it moves σ and ρ by about a posterior sd.
    const wanted = createPrior(
      withParameters({
        sigma: { kind: 'truncatedNormal', mean: 0.073, sd: 0.003, lower: 0.05, upper: 0.09 },
        rho: { kind: 'uniform', lower: 0.7, upper: 0.9 },
      }),
    )
    for (let k = 0; k < 3; k++) {
      const trace = traces.slice(k * 1000, (k + 1) * 1000)
      const own = run(model.prior, trace)
      const other = run(applyPrior(model.prior, wanted).prior, trace)
      const weights = own.draws.map((m) => Math.exp(wanted.logDensity(m, 0) - learned.logDensity(m, 0)))
      const total = weights.reduce((a, b) => a + b)
      const ess = total ** 2 / weights.reduce((sum, w) => sum + w * w, 0)
      other.parameters.forEach(({ posterior }, j) => {
        const mean = own.draws.reduce((sum, m, i) => sum + (weights[i] * m[j]) / total, 0)
        // Standard errors of both, in posterior sds, four times.
        const tolerance = 4 * (1 / Math.sqrt(ess) + 1 / Math.sqrt(other.diagnostics.ess))
        expect(Math.abs(mean - posterior.mean) / posterior.sd).toBeLessThan(tolerance)
      })
      // And the prior did something.
      const moved = other.parameters.map((p, j) =>
        Math.abs(p.posterior.sd / own.parameters[j].posterior.sd - 1),
      )
      expect(Math.max(...moved)).toBeGreaterThan(0.1)
      expect(other.verdict.reasons.find((r) => r.check === 'priorChange')?.text).toMatch(
        /prior other than the model’s/,
      )
      expect(other.parameters[2].prior).toMatchObject({ lower: 0.05, upper: 0.09 })
    }
  })
})
