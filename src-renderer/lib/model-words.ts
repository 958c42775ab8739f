import type { Calibration } from '../../src-main/contract/calibration.ts'
import { partsOf } from '../../src-main/model/composition/parts.ts'
import { plain, whole } from './digits.ts'
import { hasWords } from './has-words.ts'
import type { ModelEntry, PriorFile } from './types.ts'
import { lengthText } from './words.ts'

/**
 * What the network’s quantities are where they are not the model’s parameters: another quantity, or a parameter at
 * another time.
 */
export function quantitiesText({
  parameters,
  quantities,
}: Pick<ModelEntry, 'parameters' | 'quantities'>): string {
  const others = quantities.filter(({ name, meaning }) => {
    return !parameters.some((parameter) => parameter.name === name && parameter.meaning === meaning)
  })
  const texts = others.map(({ name, symbol, meaning }) => {
    const own = parameters.find((parameter) => parameter.name === name)
    return `${symbol}: ${meaning}${own ? ` (in reports: ${own.meaning})` : ''}`
  })
  return texts.length > 0 ? `${texts.join('; ')}.` : ''
}

/** The architecture of a network, in one line. */
export function networkText({ network, networkName, weights }: ModelEntry): string {
  const size = `${whole(weights)} weights`
  if (network.kind === 'posterior') {
    const { dense, density } = network
    const gaussians = density.components === 1 ? 'one Gaussian' : `mixture of ${density.components} Gaussians`
    return `“${networkName}”: ${embeddingText(network)}, dense ${dense.join(', ')}, ${gaussians}; ${size}`
  }
  const { convolutions, dense, input } = network
  const layers = [
    ...(convolutions.length ? [`convolutions ${convolutions.join(', ')}`] : []),
    `dense ${dense.join(', ')}`,
  ]
  return `“${networkName}”: shown ${inputWords[input]}, ${layers.join(', ')}, point estimates; ${size}`
}

function embeddingText(network: Extract<ModelEntry['network'], { kind: 'posterior' }>): string {
  if (network.embedding === 'cycle') return `${network.harmonics} harmonics of the cycle`
  if (network.embedding === 'numbers') return 'the numbers as they are'
  if (network.embedding === 'meanCycle') return 'the numbers of the mean cycle and their uncertainty'
  const widths = network.widths.length > 0 ? ` (${network.widths.join(', ')})` : ''
  return network.embedding === 'patches'
    ? `patches of ${network.points} points${widths}`
    : `convolutions of stride ${network.stride}${widths}`
}

const inputWords = {
  noisyTrace: 'the trace',
  cleanTrace: 'the trace without noise',
  spikeRate: 'the spike rate',
  spikeRateAndDuration: 'spike rate and duration',
}

/** Points per trace of a prior; null where the compared data are no trace. */
export function gridText(prior: PriorFile): string | null {
  if (partsOf(prior).observable.usesGrid === false) return null
  const { points, dt } = prior.grid
  return `${whole(points)} points, ${plain(dt)} ms apart (${lengthText(points * dt)} of model time)`
}

/** Its training data. */
export function budgetText({ training }: ModelEntry): string {
  const { recipe, samples } = training
  const traces = `${whole(samples)} simulated traces`
  return recipe.data === 'set' ? `${traces}, ${recipe.epochs} epochs` : `${traces}, each used once`
}

/** Traces per second during training. */
export function learningSpeed({ training: { recipe, samples, seconds } }: ModelEntry): number | null {
  const seen = recipe.data === 'set' ? samples * recipe.epochs : samples
  return seconds > 0 ? seen / seconds : null
}

/** The last validation loss. */
export function lastValidation({ training }: ModelEntry): number | null {
  return training.loss.findLast((point) => point.validation !== null)?.validation ?? null
}

/** Whether a network gives point estimates, so that intervals come from importance sampling alone. */
export function isPoint({ network }: ModelEntry): boolean {
  return network.kind === 'point'
}

/** Mean R² over the parameters that it estimates; null where not measured. */
export function accuracyOf({ evaluation }: ModelEntry): number | null {
  const values = Object.values(evaluation?.r2 ?? {})
  return values.length ? values.reduce((a, b) => a + b, 0) / values.length : null
}

/** The calibrations of a model, starting with the one that estimates use first. */
export function calibrationsOf({ calibration }: ModelEntry): { label: string; calibration: Calibration }[] {
  const { network, recalibrated, corrected } = calibration ?? {}
  const all = [
    { label: 'network alone, recalibrated', calibration: recalibrated },
    { label: 'network alone', calibration: network },
    { label: 'after importance sampling', calibration: corrected },
  ]
  return all.flatMap(({ label, calibration: found }) => (found ? [{ label, calibration: found }] : []))
}

/** A known constant or parameter: “γ = 3”. */
export function fixedText(symbol: string, value: number): string {
  return `${symbol} = ${plain(value)}`
}

export const sortings = {
  date: {
    label: 'newest first',
    by: (a: ModelEntry, b: ModelEntry) => b.createdAt.localeCompare(a.createdAt),
  },
  name: { label: 'by name', by: (a: ModelEntry, b: ModelEntry) => a.name.localeCompare(b.name) },
  accuracy: {
    label: 'most accurate first',
    by: (a: ModelEntry, b: ModelEntry) => (accuracyOf(b) ?? -9) - (accuracyOf(a) ?? -9),
  },
  size: { label: 'smallest first', by: (a: ModelEntry, b: ModelEntry) => a.weights - b.weights },
} as const
export type Sorting = keyof typeof sortings

/** The models that match a search, sorted. A word may match the name, the note, the prior or the network. */
export function found(all: readonly ModelEntry[], search: string, sorting: Sorting): ModelEntry[] {
  const text = (m: ModelEntry): string =>
    [m.name, m.note, m.description, m.prior.name, m.networkName].join(' ')
  return all.filter((m) => hasWords(text(m), search)).sort(sortings[sorting].by)
}
