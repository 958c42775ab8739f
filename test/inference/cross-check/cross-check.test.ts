import { describe, expect, it } from 'vitest'
import { compareParameter } from '../../../src-main/inference/cross-check/compare.ts'
import { crossCheck } from '../../../src-main/inference/cross-check/cross-check.ts'
import { estimate } from '../../../src-main/inference/estimate/estimate.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'

function last<Result>(steps: Generator<unknown, Result>): Result {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

describe('a parameter by two samplers', () => {
  const random = createRandom(3)
  const values = Float64Array.from({ length: 4000 }, () => 2 + 0.5 * random.normal())
  const by = (mean: number, sd: number, own = 4000) => {
    const posterior = { mean, sd, q05: 0, q50: mean, q95: 0 }
    return compareParameter({ name: 'x', symbol: 'x', posterior }, own, values, 4000)
  }

  it('tells the difference of means in sd, the ratio of sds, and their errors', () => {
    const { meanDifference, meanError, sdRatio, sdError, agrees } = by(2.05, 0.55)
    // The draws themselves stray by 1/√4000 = 0.016.
    expect(Math.abs(meanDifference - 0.1)).toBeLessThan(0.06)
    expect(Math.abs(sdRatio - 1.1)).toBeLessThan(0.05)
    expect(meanError).toBeCloseTo(Math.sqrt(2 / 4000), 6)
    // Of a normal, an sd strays by 1/√(2 ESS).
    expect(sdError).toBeCloseTo(Math.sqrt(1 / 4000), 2)
    expect(agrees).toBe(Math.abs(sdRatio - 1) < 0.1)
  })

  it('does not agree where means or sds differ by more than chance', () => {
    expect(by(2, 0.5).agrees).toBe(true)
    expect(by(2.2, 0.5).agrees).toBe(false)
    expect(by(2, 0.4).agrees).toBe(false)
    // By 20 draws that count the same difference may be chance.
    expect(by(2.2, 0.5, 20).agrees).toBe(true)
  })
})

describe('a cross-check', () => {
  const prior = createPrior(rudi2022)
  const estimator = { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) }
  const { traces } = createBatchSource(prior, 1)(createRandom(5))
  const job = {
    trace: Array.from(traces),
    seed: 1,
    scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
    voltageUnit: null,
    recordedSpikes: null,
    notes: [],
    rescalingParameters: 0,
  }
  const { parameters, diagnostics } = last(estimate(job, estimator))

  it('agrees with a good estimate, and does not with one whose intervals are half as wide', () => {
    const good = last(crossCheck(job, estimator, { parameters, ess: diagnostics.ess }))
    expect(good.agreement).toBe('agree')
    expect(good.rHat).toBeLessThan(1.01)
    expect(good.ess).toBeGreaterThan(1000)
    const narrow = parameters.map((p) => ({ ...p, posterior: { ...p.posterior, sd: p.posterior.sd / 2 } }))
    const bad = last(crossCheck(job, estimator, { parameters: narrow, ess: diagnostics.ess }))
    expect(bad.agreement).toBe('differ')
    expect(bad.text).toContain('θ₀')
  })

  it('refuses a report without numbers', () => {
    expect(() => last(crossCheck(job, estimator, { parameters: [], ess: 0 }))).toThrow('cross-checked')
  })
})
