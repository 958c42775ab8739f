import type { NetworkSpec, Normalization } from '../../contract/models.ts'
import type { Prior } from '../../simulation/prior.ts'

/** Which parameters a network puts out, as indices into the prior's list. */
export function targetIndices(spec: NetworkSpec, { parameters }: Prior): number[] {
  const all = parameters.map((_, j) => j)
  if (spec.kind === 'posterior' || spec.targets === 'all') return all
  return all.filter((j) => parameters[j].group === 'neuron')
}

/**
 * What a network is to put out for the parameters values[from … from+D): a posterior network standardized unbounded
 * coordinates, a point network its targets scaled by the extremes of its training set. Written to out[to …).
 */
export function createTargetWriter(
  spec: NetworkSpec,
  prior: Prior,
  { target: { mean, sd } }: Pick<Normalization, 'target'>,
): (values: ArrayLike<number>, from: number, out: Float32Array, to: number) => void {
  const indices = targetIndices(spec, prior)
  const z = new Float64Array(prior.parameters.length)
  return (values, from, out, to) => {
    if (spec.kind === 'posterior') prior.toUnbounded(values, from, z, 0)
    indices.forEach((j, i) => {
      const x = spec.kind === 'posterior' ? z[j] : values[from + j]
      out[to + i] = (x - mean[i]) / sd[i]
    })
  }
}
