import type { ErrorMixture, Normalization, PointSpec } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Mixture } from '../mixture.ts'
import { targetIndices } from './targets.ts'

/**
 * Reads a point network's output as unbounded coordinates of all parameters: its targets where it puts them, all
 * others at 0 (the middle of their range), which it knows nothing of. Writes z[0 … D).
 */
export function createPointCoordinates(
  spec: PointSpec,
  prior: Prior,
  { target: { mean, sd } }: Pick<Normalization, 'target'>,
): (output: ArrayLike<number>, z: Float64Array) => void {
  const indices = targetIndices(spec, prior)
  const values = new Float64Array(prior.parameters.length)
  return (output, z) => {
    prior.fromUnbounded(z.fill(0), 0, values, 0)
    indices.forEach((j, i) => {
      values[j] = mean[i] + sd[i] * output[i]
    })
    prior.toUnbounded(values, 0, z, 0)
  }
}

/**
 * The proposal about a point estimate: the estimate and the errors that were measured about such ones. Where none
 * were measured, all that is within the prior's limits.
 */
export function createPointReader(
  spec: PointSpec,
  prior: Prior,
  normalization: Pick<Normalization, 'target'>,
  errors: ErrorMixture | null,
): (output: ArrayLike<number>) => Mixture {
  const D = prior.parameters.length
  const toCoordinates = createPointCoordinates(spec, prior, normalization)
  const { degrees, weights, means, factors } = errors ?? unknownErrors(D)
  return (output) => {
    const z = new Float64Array(D)
    toCoordinates(output, z)
    return {
      dimension: D,
      components: weights.length,
      degrees,
      weights: Float64Array.from(weights),
      means: Float64Array.from(means, (m, i) => m + z[i % D]),
      factors: Float64Array.from(factors),
    }
  }
}

function unknownErrors(D: number): ErrorMixture {
  const factors = Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 1 / 1.8 : 0))
  return { degrees: 6, weights: [1], means: new Array<number>(D).fill(0), factors }
}
