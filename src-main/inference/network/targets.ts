import type { NetworkSpec, Normalization } from '../../contract/models.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { CycleReading } from '../../signal/cycle/cycle-reading.ts'
import { type Coordinates, coordinatesOf } from '../coordinates.ts'

/** Which parameters a point network puts out, as indices into the prior's list. */
export function targetIndices(spec: NetworkSpec, { parameters }: Prior): number[] {
  const all = parameters.map((_, j) => j)
  if (spec.kind === 'posterior' || spec.targets === 'all') return all
  return all.filter((j) => parameters[j].group === 'neuron')
}

/** How many numbers a network is to put out: one a coordinate, or one a parameter that it reads. */
export function targetCount(spec: NetworkSpec, prior: Prior): number {
  return spec.kind === 'posterior' ? coordinatesOf(prior).dimension : targetIndices(spec, prior).length
}

/**
 * Writes what a network is to put out for the parameters values[from …) to out[to …).
 * @param reading of the trace, as inputs.ts gives it
 */
export type TargetWriter = (
  values: ArrayLike<number>,
  from: number,
  reading: CycleReading | null,
  out: Float32Array,
  to: number,
) => void

/**
 * A posterior network is to put out standardized coordinates, a point network its targets scaled by the extremes of its
 * training set.
 */
export function createTargetWriter(
  spec: NetworkSpec,
  prior: Prior,
  { target: { mean, sd } }: Pick<Normalization, 'target'>,
): TargetWriter {
  if (spec.kind === 'point') {
    const indices = targetIndices(spec, prior)
    return (values, from, _reading, out, to) => {
      indices.forEach((j, i) => {
        out[to + i] = (values[from + j] - mean[i]) / sd[i]
      })
    }
  }
  const coordinates = coordinatesOf(prior)
  const z = new Float64Array(coordinates.dimension)
  return (values, from, reading, out, to) => {
    writeRelative(coordinates, values, from, reading, z)
    for (let j = 0; j < z.length; j++) out[to + j] = (z[j] - mean[j]) / sd[j]
  }
}

/** Coordinates as a network puts them out: relative to where the trace itself says that they lie. */
export function writeRelative(
  coordinates: Coordinates,
  values: ArrayLike<number>,
  from: number,
  reading: CycleReading | null,
  out: Float64Array,
): void {
  coordinates.of(values, from, reading, out, 0)
  const place = coordinates.placeOf(reading)
  if (!place) return
  for (let j = 0; j < out.length; j++) out[j] = (out[j] - place.origin[j]) / place.scale[j]
}
