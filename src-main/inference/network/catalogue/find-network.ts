import { NagumoError } from '../../../contract/errors.ts'
import type { NetworkInput, NetworkTargets } from '../../../contract/networks.ts'
import type { TrainingData } from '../../../contract/training-recipe.ts'
import { showsTrace } from '../embeddings/registry.ts'
import {
  freshRecipe,
  type NetworkChoice,
  type NetworkName,
  networkCatalogue,
  networkChoices,
} from './networks.ts'

/** Options of a point network besides its name. */
export interface PointOptions {
  input?: NetworkInput | undefined
  targets?: NetworkTargets | undefined
  /** A fixed training set, as in the paper, or new simulations for each batch. */
  data?: TrainingData | undefined
}

/**
 * The network with that name, with another input or other targets where given.
 * @throws NagumoError USAGE for an unknown name, or for an option that this network does not have
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
  const wanted = { ...spec, input: input ?? spec.input, targets: targets ?? spec.targets }
  if (wanted.convolutions.length > 0 && !showsTrace(wanted.input)) {
    throw new NagumoError(
      'USAGE',
      `The network “${name}” has convolutions over a trace, and a spike rate is no trace. Choose a trace as input, or rudi-dense.`,
    )
  }
  return { ...choice, spec: wanted, recipe: data === 'fresh' ? freshRecipe : choice.recipe }
}

function pointNames(): string[] {
  return networkChoices.filter(({ spec }) => spec.kind === 'point').map(({ name }) => name)
}
