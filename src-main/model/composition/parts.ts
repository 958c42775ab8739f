import { NagumoError } from '../../contract/errors.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { ProtocolFile } from '../../contract/protocols.ts'
import type { NeuronModel } from '../neuron-model.ts'
import { neuronModels } from '../neuron-models.ts'
import type { NoiseModel } from '../noise-model.ts'
import { noiseModels } from '../noise-models.ts'
import type { Observable } from '../observable.ts'
import { observables } from '../observables.ts'

/** The parts that a prior file names, without the priors of their parameters. */
export interface ModelParts {
  neuron: NeuronModel
  protocol: ProtocolFile
  observable: Observable
  noise: NoiseModel
}

type Named = Pick<PriorFile, 'neuronModel' | 'protocol' | 'observable' | 'noise'>

/** Former names: before observables had names, this neuron model meant FitzHugh–Nagumo on unknown scales. */
const formerNames: Record<string, { neuronModel: string; observable: string }> = {
  'fitzhugh-nagumo-recorded': { neuronModel: 'fitzhugh-nagumo', observable: 'recorded-trace' },
}

/** @throws NagumoError PRIOR_INVALID for an unknown name */
export function partsOf(file: Named): ModelParts {
  const { parts, unknown } = lookUp(file)
  if (parts) return parts
  throw new NagumoError('PRIOR_INVALID', unknown.join(' '))
}

/** Unknown names in a prior file, as sentences; empty where all are known. */
export function unknownParts(file: Named): string[] {
  return lookUp(file).unknown
}

/** The neuron model that a prior file names, or null. */
export function neuronOf({ neuronModel }: Pick<PriorFile, 'neuronModel'>): NeuronModel | null {
  return neuronModels.find(formerNames[neuronModel]?.neuronModel ?? neuronModel)
}

/** The noise model that a prior file names; AR(1), the only one before version 3, where it names none. */
export function noiseModelOf({ noise }: Pick<PriorFile, 'noise'>): NoiseModel | null {
  return noise ? noiseModels.find(noise.kind) : noiseModels.all()[0]
}

function lookUp(file: Named): { parts: ModelParts | null; unknown: string[] } {
  const former = formerNames[file.neuronModel]
  const kind = file.observable?.kind ?? former?.observable
  const neuron = neuronOf(file)
  const found = kind === undefined ? observables.all()[0] : observables.find(kind)
  const trend = file.observable?.trend
  const observable = trend === undefined ? found : (found?.withTrend?.(trend) ?? null)
  const noise = noiseModelOf(file)
  const unknown = [
    ...(neuron ? [] : [neuronModels.unknown(file.neuronModel)]),
    ...(observable ? [] : [found ? withoutTrend(found) : observables.unknown(kind ?? '')]),
    ...(noise ? [] : [noiseModels.unknown(file.noise?.kind ?? '')]),
  ]
  const protocol = file.protocol ?? { kind: 'none' }
  return { parts: neuron && observable && noise ? { neuron, protocol, observable, noise } : null, unknown }
}

function withoutTrend({ name }: Observable): string {
  const able = observables.all().filter(({ withTrend }) => withTrend)
  return `A trend can’t be estimated with ${name}, only with ${able.map((one) => one.name).join(', ')}. Remove “trend” from the observable.`
}
