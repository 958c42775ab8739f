import type { Confounded } from '../neuron-model.ts'
import type { ModelParts } from './parts.ts'

/**
 * Which sets of parameters and constants the data can't tell apart where these are estimated together. A constant that the
 * observable does without, as the state at the start of a recording that begins anywhere, counts as estimated.
 * @param isFree whether a parameter or constant that is used is estimated
 */
export function confoundedSets(
  { neuron, observable }: Pick<ModelParts, 'neuron' | 'observable'>,
  isFree: (name: string) => boolean,
): readonly Confounded[] {
  const used = observable.constants(neuron)
  const unused = neuron.constants.filter(({ name }) => !used.some((one) => one.name === name))
  return (neuron.confounded ?? []).filter(({ names }) =>
    names.every((name) => unused.some((one) => one.name === name) || isFree(name)),
  )
}
