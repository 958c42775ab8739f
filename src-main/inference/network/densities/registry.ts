import type { NetworkSpec } from '../../../contract/networks.ts'
import type { DensityDefinition } from './density.ts'
import { gaussianMixture } from './gaussian-mixture.ts'
import { point } from './point.ts'

/** Densities of posterior networks, by their name in the spec. */
const posteriorDensities = { gaussianMixture }

/** The density of a spec's network, to be created with that spec. */
export function densityOf(spec: NetworkSpec): DensityDefinition {
  const found = spec.kind === 'point' ? point : posteriorDensities[spec.density.kind]
  return found as DensityDefinition
}
