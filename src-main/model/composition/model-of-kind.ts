import type { PriorFile } from '../../contract/priors.ts'
import { partsOf, unknownParts } from './parts.ts'

/**
 * The first model of a neuron and an observable; null where there is none.
 * @param models in order of preference
 * @param kind ids of the neuron and the observable
 */
export function modelOfKind<Model extends { prior: PriorFile }>(
  models: readonly Model[],
  kind: { neuron: string; observable: string },
): Model | null {
  const isOne = ({ prior }: Model): boolean => {
    if (unknownParts(prior).length > 0) return false
    const { neuron, observable } = partsOf(prior)
    return neuron.id === kind.neuron && observable.kind === kind.observable
  }
  return models.find(isOne) ?? null
}
