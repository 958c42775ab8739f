import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { allocateBatch } from '../../src-main/inference/network/batch.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { adamStep, createAdamState } from '../../src-main/training/adam.ts'
import { measureErrors } from '../../src-main/training/measure-errors.ts'
import { createBatchFiller, normalizationOf, rowsOf } from '../../src-main/training/training-data.ts'
import { preset } from '../support/priors.ts'

/** The paper's dense network after forty passes through a thousand traces, as a start for the correction. */
function trainPointNetwork() {
  const { spec, recipe } = findNetwork('rudi-dense')
  const learner = createLearner(preset, spec)
  const data = { recipe, samples: 1000, seed: 31 }
  const normalization = normalizationOf(learner, data, createRandom(1))
  const weights = tensorflowEngine.initialWeights(learner, 1)
  const batch = allocateBatch(learner, recipe.batch)
  const fill = createBatchFiller(learner, data, normalization)
  const trainer = tensorflowEngine.trainer(learner)
  const gradient = new Float32Array(weights.length)
  const adam = createAdamState(weights.length)
  const steps = 40 * Math.ceil(data.samples / recipe.batch)
  for (let step = 0; step < steps; step++) {
    fill(step, batch)
    trainer.lossAndGradient(weights, batch, rowsOf(data, step), gradient)
    adamStep(weights, gradient, adam, 2e-3, Number.POSITIVE_INFINITY)
  }
  trainer.dispose()
  const bare = createTrainedNetwork(learner, { normalization, errors: null }, weights, tensorflowEngine)
  const errors = measureErrors(learner, normalization, bare, 32)
  bare.dispose()
  return createTrainedNetwork(learner, { normalization, errors }, weights, tensorflowEngine)
}

describe('importance sampling of a point network', () => {
  const seeds = [1, 2, 3]
  const traceOf = (seed: number): number[] =>
    Array.from(createBatchSource(preset, 1)(createRandom(7000 + seed)).traces)
  let shipped: EstimateResult[]
  let found: EstimateResult[]

  beforeAll(async () => {
    const estimator = await loadEstimator('models/rudi-2022')
    shipped = seeds.map((seed) => runEstimate(estimator, traceOf(seed), seed).result)
    const network = trainPointNetwork()
    const start: Estimator = { ...estimator, network }
    found = seeds.map((seed) => runEstimate(start, traceOf(seed), seed).result)
    network.dispose()
  })

  it('comes to the posterior that the posterior network’s comes to', () => {
    // Both are draws of at least some hundreds that count: a mean is off by a twentieth of an sd, an sd by 5 %.
    found.forEach(({ parameters }, k) => {
      parameters.forEach(({ name, posterior }, j) => {
        const expected = shipped[k].parameters[j].posterior
        expect(Math.abs(posterior.mean - expected.mean) / expected.sd, `mean of ${name}, ${k}`).toBeLessThan(
          0.2,
        )
        expect(Math.abs(posterior.sd / expected.sd - 1), `sd of ${name}, ${k}`).toBeLessThan(0.15)
      })
    })
  })

  it('starts from much wider a proposal, and ends with draws that count', () => {
    found.forEach(({ parameters, diagnostics }, k) => {
      expect(parameters[0].network.sd).toBeGreaterThan(3 * shipped[k].parameters[0].posterior.sd)
      expect(diagnostics.networkEssFraction).toBeLessThan(shipped[k].diagnostics.networkEssFraction)
      expect(diagnostics.ess).toBeGreaterThan(400)
    })
  })
})
