import { beforeAll, expect, it } from 'vitest'
import { sampleMixture } from '../../src-main/inference/mixture.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { measureErrors } from '../../src-main/training/measure-errors.ts'
import { normalizationOf } from '../../src-main/training/training-data.ts'
import { presetOn } from '../support/priors.ts'
import { covariance, mean, sampleQuantile, sd } from '../support/statistics.ts'
import { startBackends, useBackend } from '../support/tensorflow.ts'

beforeAll(async () => {
  await startBackends()
  await useBackend('wasm')
})

it('the errors about a point network’s estimates are spread as those on other recordings are', () => {
  const prior = createPrior(presetOn({ points: 80 }))
  const D = prior.parameters.length
  const { spec, recipe } = findNetwork('rudi-dense')
  const learner = createLearner(prior, spec)
  const normalization = normalizationOf(learner, { recipe, samples: 500, seed: 3 }, createRandom(1))
  // Untrained, it is wrong in a way that depends on the trace: its errors are correlated and not centred.
  const weights = tensorflowEngine.initialWeights(learner, 2)
  const network = createTrainedNetwork(learner, { normalization, errors: null }, weights, tensorflowEngine)
  const errors = measureErrors(learner, normalization, network, 17)

  const n = 4000
  const { parameters, traces } = createBatchSource(prior, n)(createRandom(18))
  const outputs = network.outputs(traces, n)
  network.dispose()
  const columns = Array.from({ length: D }, () => new Float64Array(n))
  const [z, estimate, m] = [new Float64Array(D), new Float64Array(D), new Float64Array(D)]
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < D; j++) {
      m[j] = normalization.target.mean[j] + normalization.target.sd[j] * outputs[k * D + j]
    }
    prior.toUnbounded(m, 0, estimate, 0)
    prior.toUnbounded(parameters, k * D, z, 0)
    for (let j = 0; j < D; j++) columns[j][k] = z[j] - estimate[j]
  }

  const draws = new Float64Array(n * D)
  const mixture = {
    dimension: D,
    components: errors.weights.length,
    degrees: errors.degrees,
    weights: Float64Array.from(errors.weights),
    means: Float64Array.from(errors.means),
    factors: Float64Array.from(errors.factors),
  }
  sampleMixture(mixture, n, createRandom(19), draws)
  const drawn = Array.from({ length: D }, (_, j) => draws.filter((_, i) => i % D === j))
  const width = (x: Float64Array): number => sampleQuantile(x, 0.95) - sampleQuantile(x, 0.05)
  const correlation = (x: Float64Array, y: Float64Array): number => covariance(x, y) / (sd(x) * sd(y))
  for (let j = 0; j < D; j++) {
    // Standard errors: 0.02 sd of a mean, 3 % of such a width, on either side; the fit's own come on top.
    expect(Math.abs(mean(drawn[j]) - mean(columns[j]))).toBeLessThan(0.12 * sd(columns[j]))
    expect(Math.abs(width(drawn[j]) / width(columns[j]) - 1)).toBeLessThan(0.15)
    // Four degrees of freedom have heavier tails than the errors, which raises the sd, never lowers it by much.
    const ratio = sd(drawn[j]) / sd(columns[j])
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.5)
    for (let i = 0; i < j; i++) {
      const difference = correlation(drawn[i], drawn[j]) - correlation(columns[i], columns[j])
      expect(Math.abs(difference)).toBeLessThan(0.15)
    }
  }
})
