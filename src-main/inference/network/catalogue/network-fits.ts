import { NagumoError } from '../../../contract/errors.ts'
import type { NetworkSpec } from '../../../contract/models.ts'
import type { NeuronModel } from '../../../model/dynamics/neuron-model.ts'
import { embeddingOf } from '../embeddings/registry.ts'
import { defaultNetwork, type NetworkName, networkChoices } from './networks.ts'

/** The network to train where nobody says otherwise: the first of the catalogue that fits. */
export function defaultNetworkFor(model: NeuronModel): NetworkName {
  return networkChoices.find(({ spec }) => networkFits(spec, model))?.name ?? defaultNetwork
}

/** Whether a network can learn from recordings of a neuron model: whether its embedding reads such recordings. */
export function networkFits(spec: NetworkSpec, model: NeuronModel): boolean {
  return embeddingOf(spec).fits(model)
}

/** @throws NagumoError USAGE where it can't */
export function refuseMisfit(name: string, spec: NetworkSpec, model: NeuronModel): void {
  if (networkFits(spec, model)) return
  const fitting = networkChoices
    .filter((choice) => networkFits(choice.spec, model))
    .map((choice) => choice.name)
  throw new NagumoError(
    'USAGE',
    `The network “${name}” can’t learn from this prior, ${model.recorded ? 'whose recordings are on unknown scales' : 'whose recordings are in the model’s own units'}. Choose ${fitting.join(' or ')}.`,
  )
}
