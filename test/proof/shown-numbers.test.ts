import { beforeAll, describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import { fitBands } from '../../src-main/inference/estimate/fit-bands.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { traceAtPriorMean } from '../../src-main/model/composition/trace-at-mean.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import type { Observable } from '../../src-main/model/observable.ts'
import { observables } from '../../src-main/model/observables.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { passiveMembrane, passivePrior } from './passive-membrane.ts'
import { responseSummary } from './response-summary.ts'
import { resultOf } from './result-of.ts'

/** Means of a response, and behind them numbers that a report does not show. */
const meansShown: Observable = { ...responseSummary, kind: 'means-shown', shown: 20 }

const file: PriorFile = { ...passivePrior, observable: { kind: meansShown.kind } }

beforeAll(() => {
  neuronModels.register(passiveMembrane)
  observables.register(meansShown)
})

describe('data of which some numbers are shown', () => {
  const dataOf = () => {
    const prior = createPrior(file)
    const { parameters, traces } = createBatchSource(prior, 1)(createRandom(4))
    return {
      prior,
      parameters: parameters.slice(),
      data: traces.slice(),
      simulator: createSimulator(prior.forward),
    }
  }

  it('are compared whole, and drawn up to there', () => {
    const { prior, data, simulator } = dataOf()
    const job = {
      trace: Array.from(data),
      seed: 1,
      scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
      voltageUnit: null,
      recordedSpikes: null,
      notes: [],
      rescalingParameters: 0,
    }
    const { fit, residuals } = resultOf(
      estimate(job, { prior, priorChanged: false, network: null, simulator }),
    )
    expect(data).toHaveLength(40)
    expect(fit.t).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    for (const list of [
      fit.observed,
      fit.u.q05,
      fit.u.q50,
      fit.u.q95,
      fit.predictive.q05,
      fit.predictive.q95,
    ]) {
      expect(list).toHaveLength(20)
    }
    expect(fit.observed).toEqual(Array.from(data.subarray(0, 20)))
    expect(residuals.values).toHaveLength(20)
    expect(residuals.standardized).toHaveLength(20)
    // As many lags as there are.
    expect(residuals.autocorrelation).toHaveLength(20)
    expect(residuals.expectedAutocorrelation).toHaveLength(20)
  })

  it('have a band of new data as wide as the noise of each number', () => {
    const { prior, parameters, data, simulator } = dataOf()
    const D = prior.parameters.length
    const draws = Float64Array.from({ length: 200 * D }, (_, i) => parameters[i % D])
    const noisy: typeof prior = {
      ...prior,
      noise: (values, at) => ({ ...prior.noise(values, at), sds: (y) => Array.from(y, (_, i) => 1 + i) }),
    }
    const t = Array.from(data, (_, i) => i + 1)
    const { u, predictive } = fitBands(noisy, simulator, draws, data, t)
    for (const i of [0, 7, 19]) {
      // All draws are alike: the band holds the normal quantiles at ±1.645, by nine of them ±1.5932.
      expect(predictive.q95[i] - u.q50[i]).toBeCloseTo(1.5932 * (1 + i), 3)
      expect(u.q50[i] - predictive.q05[i]).toBeCloseTo(1.5932 * (1 + i), 3)
    }
  })

  it('come from a neuron whose membrane potential is the yardstick for recordings', () => {
    const { rest, noise } = traceAtPriorMean(createPrior(file))
    // E = −65 mV, and a response of −0.1 nA · R for a third of the time: the median lies close below E.
    expect(rest).toBeGreaterThan(-75)
    expect(rest).toBeLessThanOrEqual(-65)
    expect(noise).toBeGreaterThan(0)
  })
})
