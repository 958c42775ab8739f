import { networkChoices } from '../../src-main/inference/network/catalogue/networks.ts'
import { partsOf } from '../../src-main/model/composition/parts.ts'
import { priorEntries } from '../../src-main/model/composition/prior-entries.ts'
import type { LossPoint, ModelEntry, PriorFile, TrainingRun } from './types.ts'

/** A training whose loss can be compared with another's. */
export interface Trained {
  id: string
  name: string
  createdAt: string
  loss: readonly LossPoint[]
  prior: PriorFile
  /** What its network outputs. */
  output: 'posterior' | 'values of the neuron' | 'values of all'
}

/** Other trainings, split by whether their losses are comparable with a given one. */
export interface OtherLosses {
  /** Newest first. */
  comparable: Trained[]
  /** The others, by what differs: “prior”, “noise model”. */
  others: { what: string; of: Trained[] }[]
}

export function trainedModel({ id, name, createdAt, training, prior, network }: ModelEntry): Trained {
  const output =
    network.kind === 'posterior' ? network.kind : (`values of ${wordOf(network.targets)}` as const)
  return { id, name, createdAt, loss: training.loss, prior, output }
}

export function trainedRun({ id, createdAt, request, loss }: TrainingRun): Trained {
  const spec = networkChoices.find(({ name }) => name === request.network)?.spec
  const output =
    spec?.kind === 'point'
      ? (`values of ${wordOf(request.targets ?? spec.targets)}` as const)
      : ('posterior' as const)
  return { id, name: request.name, createdAt, loss, prior: request.prior, output }
}

const wordOf = (targets: 'neuron' | 'all') => (targets === 'neuron' ? 'the neuron' : 'all')

/**
 * What differs in the second and makes the two losses incomparable; null where they can be compared. A loss depends on
 * the width of the prior, the simulated data, and the network's targets; not on the layers, the budget or the seed.
 */
export function otherThan(one: Trained, other: Trained): string | null {
  if (one.output !== other.output) return 'kind of network output'
  const [before, after] = [one, other].map(({ prior }) => ofPrior(prior))
  return before.find(([what, value], i) => value !== after[i][1] && what)?.[0] ?? null
}

/** Trainings that have a loss, except one. */
export function otherLosses(one: Trained, all: readonly Trained[]): OtherLosses {
  const rest = all
    .filter(({ id, loss }) => id !== one.id && loss.some(({ validation }) => validation !== null))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const others = new Map<string, Trained[]>()
  const comparable: Trained[] = []
  for (const other of rest) {
    const what = otherThan(one, other)
    if (what === null) comparable.push(other)
    else others.set(what, [...(others.get(what) ?? []), other])
  }
  return { comparable, others: [...others].map(([what, of]) => ({ what, of })) }
}

/** The parts of a prior that a loss depends on, each as text; not its name. */
function ofPrior(file: PriorFile): [what: string, value: string][] {
  const { neuron, observable, noise, protocol } = partsOf(file)
  const grid = observable.usesGrid === false ? null : file.grid
  const entries = priorEntries(file).map(({ description, distribution }) => [description.name, distribution])
  return [
    ['neuron model', neuron.id],
    ['observable', `${observable.kind} ${file.observable?.trend ?? 0}`],
    ['noise model', noise.kind],
    ['protocol', sorted(protocol)],
    ['number of points', String(grid?.points ?? 0)],
    ['sampling interval', String(grid?.dt ?? 0)],
    ['prior', sorted(entries)],
  ]
}

/** JSON with sorted keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a.localeCompare(b)))
      : one,
  )
}
