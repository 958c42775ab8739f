import { NagumoError } from '../contract/errors.ts'
import { fitzHughNagumo } from './dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import type { NeuronModel } from './dynamics/neuron-model.ts'
import { recordedFitzHughNagumo } from './observable/recorded-trace/recorded-fitzhugh-nagumo.ts'

/** All neuron models there are. */
export const neuronModels: readonly NeuronModel[] = [fitzHughNagumo, recordedFitzHughNagumo]

/** @throws NagumoError PRIOR_INVALID for an unknown name */
export function findNeuronModel(id: string): NeuronModel {
  const model = neuronModels.find((m) => m.id === id)
  if (model) return model
  throw new NagumoError('PRIOR_INVALID', unknownNeuronModel(id))
}

export function unknownNeuronModel(id: string): string {
  return `There is no neuron model “${id}”. Known: ${neuronModels.map((m) => m.id).join(', ')}.`
}
