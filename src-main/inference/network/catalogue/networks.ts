import type { NetworkSpec, PosteriorSpec } from '../../../contract/networks.ts'
import type { TrainingRecipe } from '../../../contract/training-recipe.ts'
import { cycleHarmonics } from '../../../signal/cycle/cycle-reading.ts'

/** A network that can be trained: its layers, its training and its description for users. */
export interface NetworkChoice {
  spec: NetworkSpec
  recipe: TrainingRecipe
  title: string
  /** When to choose it. */
  meaning: string
  /** Default number of simulations. */
  samples: number
}

const mixture = (components: number): PosteriorSpec['density'] => ({ kind: 'gaussianMixture', components })
/** Batches of 256 give the lowest loss in a given time on both TensorFlow backends (docs/networks.md). */
export const freshRecipe: TrainingRecipe = {
  data: 'fresh',
  batch: 256,
  peakRate: 2e-3,
  maximalGradientNorm: 5,
}
/** Of Rudi, Bessac & Lenzi 2022. */
const rudi: TrainingRecipe = { data: 'set', batch: 32, epochs: 200, rate: 2e-3 }

/** The networks that can be trained, by name; docs/networks.md and docs/reproduction.md compare them. */
export const networkCatalogue = {
  posterior: {
    spec: {
      kind: 'posterior',
      embedding: 'patches',
      points: 10,
      widths: [64, 96, 128],
      dense: [512, 256, 128],
      density: mixture(12),
    },
    recipe: freshRecipe,
    title: 'Posterior',
    meaning: 'the most accurate; for a training of an hour or more',
    samples: 3_000_000,
  },
  'posterior-small': {
    spec: {
      kind: 'posterior',
      embedding: 'patches',
      points: 10,
      widths: [48, 64, 64],
      dense: [256, 128],
      density: mixture(8),
    },
    recipe: freshRecipe,
    title: 'Posterior, small',
    meaning: 'converges fastest in the first 15 minutes',
    samples: 1_000_000,
  },
  'posterior-one-gaussian': {
    spec: {
      kind: 'posterior',
      embedding: 'patches',
      points: 10,
      widths: [48, 64, 64],
      dense: [256, 128],
      density: mixture(1),
    },
    recipe: freshRecipe,
    title: 'Posterior, one Gaussian',
    meaning: 'the small one with a single Gaussian as its posterior; for comparison',
    samples: 1_000_000,
  },
  'posterior-convolutional': {
    spec: {
      kind: 'posterior',
      embedding: 'convolutions',
      stride: 4,
      widths: [32, 64, 64, 64],
      dense: [256, 128],
      density: mixture(8),
    },
    recipe: freshRecipe,
    title: 'Posterior, convolutional',
    meaning: 'convolutions that overlap in place of patches; slower, for comparison',
    samples: 1_000_000,
  },
  cycle: {
    spec: {
      kind: 'posterior',
      embedding: 'cycle',
      harmonics: cycleHarmonics,
      dense: [512, 256, 128],
      density: mixture(12),
    },
    recipe: freshRecipe,
    title: 'Posterior of the cycle',
    meaning:
      'for recordings with unknown scales: takes the shape of the cycle, normalized for height, width and phase',
    samples: 2_000_000,
  },
  'mean-cycle': {
    spec: { kind: 'posterior', embedding: 'meanCycle', dense: [512, 256, 256, 128], density: mixture(8) },
    recipe: freshRecipe,
    title: 'Posterior of the mean cycle',
    meaning: 'for spikes in mV: takes the mean cycle from one spike to the next',
    samples: 2_000_000,
  },
  numbers: {
    spec: { kind: 'posterior', embedding: 'numbers', dense: [256, 256, 128], density: mixture(8) },
    recipe: freshRecipe,
    title: 'Posterior of numbers',
    meaning: 'for data that are a few numbers, such as summaries of a response',
    samples: 500_000,
  },
  'rudi-dense': {
    spec: { kind: 'point', input: 'noisyTrace', targets: 'all', convolutions: [], dense: [32, 32] },
    recipe: rudi,
    title: 'Dense, of Rudi 2022',
    meaning: 'the paper’s dense network: point estimates, without uncertainty',
    samples: 1000,
  },
  'rudi-convolutional': {
    spec: { kind: 'point', input: 'noisyTrace', targets: 'all', convolutions: [8, 16, 32], dense: [32, 32] },
    recipe: rudi,
    title: 'Convolutional, of Rudi 2022',
    meaning: 'the paper’s convolutional network: point estimates, without uncertainty',
    samples: 1000,
  },
} satisfies Record<string, NetworkChoice>

export type NetworkName = keyof typeof networkCatalogue
export const defaultNetwork: NetworkName = 'posterior'

/** Networks with their names, in the order of the catalogue. */
export const networkChoices: readonly (NetworkChoice & { name: NetworkName })[] = Object.entries(
  networkCatalogue as Record<NetworkName, NetworkChoice>,
).map(([name, choice]) => ({ name: name as NetworkName, ...choice }))
