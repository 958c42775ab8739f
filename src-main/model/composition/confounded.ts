import type { Confounded } from '../neuron-model.ts'
import type { ModelParts } from './parts.ts'

/**
 * Sets of parameters and constants that are estimated together but not identifiable together. A constant that the
 * observable does not use, such as the initial state of a recording that begins anywhere, counts as estimated.
 * @param isFree whether a parameter or constant in use is estimated
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
