import type { ErrorMixture } from '../contract/networks.ts'
import { fitMixture } from '../inference/importance/fit-mixture.ts'
import type { TargetScales } from '../inference/network/densities/density.ts'
import { createPointCoordinates } from '../inference/network/densities/point.ts'
import type { Learner } from '../inference/network/learner.ts'
import type { TrainedNetwork } from '../inference/network/trained-network.ts'
import { createRandom } from '../model/random.ts'
import { createBatchSource } from '../model/simulate/simulate.ts'

const recordings = 2000
const settings = { components: 4, degrees: 4, iterations: 30 }

/**
 * Errors of a point network's estimates, in unbounded coordinates, on fresh noisy recordings: it will be used on
 * noisy data, whatever it was trained on.
 */
export function measureErrors(
  { prior, parameters: indices, outputs: size }: Learner,
  scales: TargetScales,
  network: TrainedNetwork,
  seed: number,
): ErrorMixture {
  const D = prior.parameters.length
  const random = createRandom(seed)
  const { parameters, traces } = createBatchSource(prior, recordings)(random)
  const outputs = network.outputs(traces, recordings)
  const toCoordinates = createPointCoordinates(prior, indices, scales)
  const errors = new Float64Array(recordings * D)
  const z = new Float64Array(D)
  for (let k = 0; k < recordings; k++) {
    toCoordinates(outputs.subarray(k * size, (k + 1) * size), z)
    prior.toUnbounded(parameters, k * D, errors, k * D)
    for (let j = 0; j < D; j++) errors[k * D + j] -= z[j]
  }
  const equal = new Float64Array(recordings).fill(1 / recordings)
  const { degrees, weights, means, factors } = fitMixture(
    errors,
    equal,
    { dimension: D, ...settings },
    random,
  )
  const [w, m, f] = [weights, means, factors].map((values) => Array.from(values))
  return { degrees, weights: w, means: m, factors: f }
}
