import { NagumoError } from '../../contract/errors.ts'
import type { NetworkSpec } from '../../contract/models.ts'

const mixture = (components: number): NetworkSpec['density'] => ({ kind: 'gaussianMixture', components })

/** The networks that can be trained, by name. docs/networks.md says how they compare. */
export const networkCatalogue: Record<string, NetworkSpec> = {
  posterior: {
    embedding: 'patches',
    patch: 10,
    widths: [64, 96, 128],
    dense: [512, 256, 128],
    density: mixture(12),
  },
  'posterior-small': {
    embedding: 'patches',
    patch: 10,
    widths: [48, 64, 64],
    dense: [256, 128],
    density: mixture(8),
  },
  'posterior-one-gaussian': {
    embedding: 'patches',
    patch: 10,
    widths: [48, 64, 64],
    dense: [256, 128],
    density: mixture(1),
  },
  'posterior-convolutional': {
    embedding: 'convolutions',
    patch: 4,
    widths: [32, 64, 64, 64],
    dense: [256, 128],
    density: mixture(8),
  },
}
export const defaultNetwork = 'posterior'

/** @throws NagumoError USAGE for an unknown name */
export function findNetwork(name: string): NetworkSpec {
  const spec = networkCatalogue[name]
  if (spec) return spec
  throw new NagumoError(
    'USAGE',
    `There is no network “${name}”. Known: ${Object.keys(networkCatalogue).join(', ')}.`,
  )
}
