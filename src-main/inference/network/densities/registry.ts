import type { NetworkSpec } from '../../../contract/networks.ts'
import type { DensityDefinition } from './density.ts'
import { gaussianMixture } from './gaussian-mixture.ts'
import { point } from './point.ts'

/** What a posterior network's density may be, by the name that its spec has for it. */
const posteriorDensities = { gaussianMixture }

/** What a spec's network puts out; it may be given that spec. */
export function densityOf(spec: NetworkSpec): DensityDefinition {
  const found = spec.kind === 'point' ? point : posteriorDensities[spec.density.kind]
  return found as DensityDefinition
}
