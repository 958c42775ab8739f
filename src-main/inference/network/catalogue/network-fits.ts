import { NagumoError } from '../../../contract/errors.ts'
import type { NetworkSpec } from '../../../contract/networks.ts'
import type { Observable } from '../../../model/observable.ts'
import { embeddingName } from '../embeddings/registry.ts'
import { defaultNetwork, type NetworkName, networkChoices } from './networks.ts'

/** The default network for data of an observable: the first of the catalogue that fits. */
export function defaultNetworkFor(observable: Observable): NetworkName {
  return networkChoices.find(({ spec }) => networkFits(spec, observable))?.name ?? defaultNetwork
}

/** Whether a network's embedding reads data of an observable. */
export function networkFits(spec: NetworkSpec, { embeddings }: Observable): boolean {
  return embeddings.includes(embeddingName(spec))
}

/** @throws NagumoError USAGE where the network does not fit */
export function refuseMisfit(name: string, spec: NetworkSpec, observable: Observable): void {
  if (networkFits(spec, observable)) return
  const fitting = networkChoices
    .filter((choice) => networkFits(choice.spec, observable))
    .map((choice) => choice.name)
  const remedy =
    fitting.length > 0
      ? `Choose ${fitting.join(' or ')}.`
      : 'No network here can. Estimate with “nagumo estimate FILE --prior FILE.json”, which needs none.'
  throw new NagumoError(
    'USAGE',
    `The network “${name}” can’t be trained on this prior, which produces ${observable.name}. ${remedy}`,
  )
}
