import type { ErrorMixture, PointSpec } from '../../../contract/networks.ts'
import type { Prior } from '../../../model/composition/prior.ts'
import { dense } from '../layers/layer.ts'
import { columnRanges } from '../scales.ts'
import type { DensityDefinition, TargetScales } from './density.ts'

/**
 * Point estimates of the targets, scaled to 0 … 1 in the training set, without uncertainty (Rudi, Bessac & Lenzi
 * 2022). The proposal is the estimate plus the error distribution measured in tests.
 */
export const point: DensityDefinition<PointSpec> = {
  create(spec, prior) {
    const parameters = targetIndices(spec, prior)
    const D = prior.parameters.length
    return {
      layers: [
        ...spec.dense.map((units, i) => dense(`dense_${i + 1}`, units)),
        dense('targets', parameters.length, 'sigmoid'),
      ],
      initializer: 'glorotUniform',
      loss: { kind: 'meanSquaredError' },
      parameters,
      targets: parameters.length,
      targetWriter: ({ target: { mean, sd } }) => {
        return (values, from, _reading, out, to) => {
          parameters.forEach((j, i) => {
            out[to + i] = (values[from + j] - mean[i]) / sd[i]
          })
        }
      },
      measure: (batch, n) =>
        columnRanges(parameters.map((j) => Array.from({ length: n }, (_, k) => batch.parameters[k * D + j]))),
      reader(scales, errors) {
        const toCoordinates = createPointCoordinates(prior, parameters, scales)
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
      },
    }
  },
}

/** Parameters that a point network estimates, as indices into the prior's list. */
export function targetIndices({ targets }: PointSpec, { parameters }: Pick<Prior, 'parameters'>): number[] {
  const all = parameters.map((_, j) => j)
  return targets === 'all' ? all : all.filter((j) => parameters[j].group === 'neuron')
}

/**
 * Converts a point network's output to unbounded coordinates of all parameters: the targets as estimated, all others,
 * which it does not estimate, at 0 (the middle of their range). Writes z[0 … D).
 * @param indices of the targets in the prior's list
 */
export function createPointCoordinates(
  prior: Prior,
  indices: readonly number[],
  { target: { mean, sd } }: TargetScales,
): (output: ArrayLike<number>, z: Float64Array) => void {
  const values = new Float64Array(prior.parameters.length)
  return (output, z) => {
    prior.fromUnbounded(z.fill(0), 0, values, 0)
    indices.forEach((j, i) => {
      values[j] = mean[i] + sd[i] * output[i]
    })
    prior.toUnbounded(values, 0, z, 0)
  }
}

/** Where no errors were measured: about the whole prior. */
function unknownErrors(D: number): ErrorMixture {
  const factors = Array.from({ length: D * D }, (_, i) => (i % (D + 1) === 0 ? 1 / 1.8 : 0))
  return { degrees: 6, weights: [1], means: new Array<number>(D).fill(0), factors }
}
