import type { PosteriorSpec } from '../../../contract/networks.ts'
import type { Coordinates } from '../../coordinates.ts'
import type { Reading } from '../embeddings/embedding.ts'
import { dense, type Layer } from '../layers/layer.ts'
import { columnMoments } from '../scales.ts'
import type { DensityDefinition } from './density.ts'
import { mixtureFromOutput, mixtureOutputSize } from './mixture-output.ts'

/** The posterior as a mixture of Gaussians over standardized coordinates (Bishop 1994, mixture density network). */
export const gaussianMixture: DensityDefinition<PosteriorSpec> = {
  create(spec, { parameters }, coordinates) {
    const { components } = spec.density
    const { dimension } = coordinates
    const D = parameters.length
    return {
      layers: headLayers(spec, dimension),
      initializer: 'glorotNormal',
      loss: { kind: 'mixtureLogLikelihood', components, dimension },
      parameters: parameters.map((_, j) => j),
      targets: dimension,
      targetWriter({ target: { mean, sd } }) {
        const z = new Float64Array(dimension)
        return (values, from, reading, out, to) => {
          writeRelative(coordinates, values, from, reading, z)
          for (let j = 0; j < dimension; j++) out[to + j] = (z[j] - mean[j]) / sd[j]
        }
      },
      measure(batch, n, readings) {
        const targets = new Float64Array(n * dimension)
        const z = new Float64Array(dimension)
        for (let k = 0; k < n; k++) {
          writeRelative(coordinates, batch.parameters, k * D, readings[k], z)
          targets.set(z, k * dimension)
        }
        return columnMoments(targets, dimension)
      },
      reader:
        ({ target: { mean, sd } }) =>
        (output) =>
          mixtureFromOutput(output, components, mean, sd),
    }
  },
}

/** Dense layers, with a residual layer after the first. */
function headLayers({ dense: [first = 0, ...rest], density }: PosteriorSpec, dimension: number): Layer[] {
  return [
    dense('head', first),
    { kind: 'residual', name: 'head_sum', dense: dense('head_residual', first) },
    ...rest.map((units, i) => dense(`head_${i + 2}`, units)),
    dense('mixture', mixtureOutputSize(density.components, dimension), 'linear'),
  ]
}

/** Coordinates relative to the location and scale read from the trace, as the network outputs them. */
function writeRelative(
  coordinates: Coordinates,
  values: ArrayLike<number>,
  from: number,
  reading: Reading,
  out: Float64Array,
): void {
  coordinates.of(values, from, reading, out, 0)
  const place = coordinates.placeOf(reading)
  if (!place) return
  for (let j = 0; j < out.length; j++) out[j] = (out[j] - place.origin[j]) / place.scale[j]
}
