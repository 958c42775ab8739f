import { NagumoError } from '../../contract/errors.ts'
import type {
  NetworkInput,
  NetworkSpec,
  NetworkTargets,
  PosteriorSpec,
  TrainingData,
  TrainingRecipe,
} from '../../contract/models.ts'
import type { Observable } from '../../model/observable.ts'
import { cycleHarmonics } from '../../signal/cycle/cycle-reading.ts'

/** A network that can be trained: its layers, how it learns, and what a person is told of it. */
export interface NetworkChoice {
  spec: NetworkSpec
  recipe: TrainingRecipe
  title: string
  /** When to choose it. */
  meaning: string
  /** Simulations to learn from, where nobody says otherwise. */
  samples: number
}

const mixture = (components: number): PosteriorSpec['density'] => ({ kind: 'gaussianMixture', components })
/** docs/networks.md: a batch of 256 learns most in a given time, on either TensorFlow. */
const fresh: TrainingRecipe = { data: 'fresh', batch: 256, peakRate: 2e-3, maximalGradientNorm: 5 }
/** Of Rudi, Bessac & Lenzi 2022. */
const rudi: TrainingRecipe = { data: 'set', batch: 32, epochs: 200, rate: 2e-3 }

/** The networks that can be trained, by name. docs/networks.md and docs/reproduction.md say how they compare. */
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
    recipe: fresh,
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
    recipe: fresh,
    title: 'Posterior, small',
    meaning: 'learns most in the first quarter of an hour',
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
    recipe: fresh,
    title: 'Posterior, one Gaussian',
    meaning: 'the small one with a single ellipse for its answer; for comparison',
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
    recipe: fresh,
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
    recipe: fresh,
    title: 'Posterior of the cycle',
    meaning:
      'for recordings on unknown scales: reads the shape of the cycle, whatever its height, width and phase',
    samples: 2_000_000,
  },
  'rudi-dense': {
    spec: { kind: 'point', input: 'noisyTrace', targets: 'all', convolutions: [], dense: [32, 32] },
    recipe: rudi,
    title: 'Dense, of Rudi 2022',
    meaning: 'the paper’s dense network: one value a parameter, no uncertainty of its own',
    samples: 1000,
  },
  'rudi-convolutional': {
    spec: { kind: 'point', input: 'noisyTrace', targets: 'all', convolutions: [8, 16, 32], dense: [32, 32] },
    recipe: rudi,
    title: 'Convolutional, of Rudi 2022',
    meaning: 'the paper’s convolutional network: one value a parameter, no uncertainty of its own',
    samples: 1000,
  },
} satisfies Record<string, NetworkChoice>

export type NetworkName = keyof typeof networkCatalogue
export const defaultNetwork: NetworkName = 'posterior'

/** The network to train on data of an observable where nobody says otherwise. */
export function defaultNetworkFor(observable: Observable): NetworkName {
  const [usual] = networkChoices.filter(({ spec }) => networkFits(spec, observable))
  return usual?.name ?? defaultNetwork
}

/** Whether a network can read data of an observable. */
export function networkFits(spec: NetworkSpec, { embeddings }: Observable): boolean {
  return embeddings.includes(spec.kind === 'point' ? 'point' : spec.embedding)
}

/** @throws NagumoError USAGE where it can't */
export function refuseMisfit(name: string, spec: NetworkSpec, observable: Observable): void {
  if (networkFits(spec, observable)) return
  const fitting = networkChoices
    .filter((choice) => networkFits(choice.spec, observable))
    .map((choice) => choice.name)
  const remedy = fitting.length > 0 ? ` Choose ${fitting.join(' or ')}.` : ' No network here can.'
  throw new NagumoError(
    'USAGE',
    `The network “${name}” can’t learn from this prior, which makes ${observable.name}.${remedy}`,
  )
}

/** Names with their networks, in the order of the catalogue. */
export const networkChoices: readonly (NetworkChoice & { name: NetworkName })[] = Object.entries(
  networkCatalogue as Record<NetworkName, NetworkChoice>,
).map(([name, choice]) => ({ name: name as NetworkName, ...choice }))

/** What may be asked of a point network beside its name. */
export interface PointOptions {
  input?: NetworkInput | undefined
  targets?: NetworkTargets | undefined
  /** A set seen again and again, as in the paper, or fresh simulations. */
  data?: TrainingData | undefined
}

/**
 * The network by that name, with another input or other targets where they are given.
 * @throws NagumoError USAGE for an unknown name, or for a choice that this network does not have
 */
export function findNetwork(name: string, { input, targets, data }: PointOptions = {}): NetworkChoice {
  const choice: NetworkChoice | undefined = Object.hasOwn(networkCatalogue, name)
    ? networkCatalogue[name as NetworkName]
    : undefined
  if (!choice) {
    throw new NagumoError(
      'USAGE',
      `There is no network “${name}”. Known: ${Object.keys(networkCatalogue).join(', ')}.`,
    )
  }
  const { spec } = choice
  if (spec.kind === 'posterior') {
    if (input === undefined && targets === undefined && data !== 'set') return choice
    throw new NagumoError(
      'USAGE',
      `The network “${name}” always reads all parameters from fresh noisy traces. Leave input, targets and data away, or choose ${pointNames().join(' or ')}.`,
    )
  }
  const asked = { ...spec, input: input ?? spec.input, targets: targets ?? spec.targets }
  if (asked.convolutions.length > 0 && !showsTrace(asked.input)) {
    throw new NagumoError(
      'USAGE',
      `The network “${name}” slides over a trace; its input was to be the spike rate, which is no trace. Choose a trace as input, or rudi-dense.`,
    )
  }
  return { ...choice, spec: asked, recipe: data === 'fresh' ? fresh : choice.recipe }
}

/** Whether an input is as long as the trace. */
export function showsTrace(input: NetworkInput): boolean {
  return input === 'noisyTrace' || input === 'cleanTrace'
}

function pointNames(): string[] {
  return networkChoices.filter(({ spec }) => spec.kind === 'point').map(({ name }) => name)
}
