import { isAboutData } from '../../contract/errors.ts'
import type { ModelCard } from '../../contract/models.ts'
import { networkFits } from '../../inference/network/catalogue/network-fits.ts'
import { createLearner, type Learner } from '../../inference/network/learner.ts'
import { createPrior, type Prior } from '../../model/composition/prior.ts'
import { maximalWeights } from './limits.ts'

/**
 * Builds prior and network from a card; or returns which well-formed fields contradict each other: the prior, the size
 * of the network, and the lengths and names that depend on them.
 */
export function learnerOfCard(card: ModelCard): Learner | string {
  const prior = orProblem(
    () => createPrior(card.prior),
    (message) => `its prior can’t be used: ${withoutStop(message)}`,
  )
  if (typeof prior === 'string') return prior
  const learner = networkOf(card, prior)
  if (typeof learner === 'string') return learner
  return (
    scaleProblem(card, learner) ??
    evaluationProblem(card, learner) ??
    calibrationProblem(card, learner) ??
    learner
  )
}

function networkOf({ network }: ModelCard, prior: Prior): Learner | string {
  if (!networkFits(network, prior.observable)) {
    return `its network and its prior do not match: its prior produces ${prior.observable.name}, which this network does not take as input`
  }
  const learner = orProblem(
    () => createLearner(prior, network),
    () => `the network of its card is too deep for data of ${prior.size} numbers`,
  )
  if (typeof learner === 'string' || learner.weightCount <= maximalWeights) return learner
  return `the network of its card would have ${learner.weightCount} weights; at most ${maximalWeights} are allowed`
}

/**
 * The result, or the reason for failure in words. Programming errors are rethrown, lest they pass for a damaged card.
 */
function orProblem<T>(make: () => T, words: (message: string) => string): T | string {
  try {
    return make()
  } catch (error) {
    if (!isAboutData(error)) throw error
    return words(error.message)
  }
}

function scaleProblem(
  { normalization, errors, recalibration }: ModelCard,
  { targets, statistics: inputs, coordinates: { dimension: D } }: Learner,
): string | null {
  const K = errors?.weights.length ?? 0
  const lengths: [string, number, number][] = [
    ['normalization.target.mean', normalization.target.mean.length, targets],
    ['normalization.target.sd', normalization.target.sd.length, targets],
    ['recalibration.stretch', recalibration?.stretch.length ?? D, D],
    ['recalibration.shift', recalibration?.shift.length ?? D, D],
    ['errors.means', errors?.means.length ?? 0, K * D],
    ['errors.factors', errors?.factors.length ?? 0, K * D * D],
  ]
  for (const name of ['mean', 'sd'] as const) {
    // Both spike rate and duration are measured; either may be used alone.
    const found = normalization.statistics[name].length
    lengths.push([`normalization.statistics.${name}`, Math.min(found, inputs), inputs])
  }
  const wrong = lengths.find(([, found, expected]) => found !== expected)
  return wrong ? `its card has ${wrong[1]} numbers in ${wrong[0]} and should have ${wrong[2]}` : null
}

function evaluationProblem({ evaluation }: ModelCard, { coordinates }: Learner): string | null {
  if (!evaluation) return null
  const known = new Set(coordinates.quantities.map(({ name }) => name))
  const { r2, rmse, coverage90, scatter } = evaluation
  for (const [name, values] of Object.entries({ r2, rmse, coverage90: coverage90 ?? {}, scatter })) {
    const stranger = Object.keys(values).find((parameter) => !known.has(parameter))
    if (stranger !== undefined) {
      return `its card gives the accuracy (${name}) of “${stranger.slice(0, 40)}”, which its prior does not have`
    }
  }
  for (const [name, { truth, estimate }] of Object.entries(scatter)) {
    if (truth.length !== estimate.length) {
      return `its card has ${truth.length} true and ${estimate.length} estimated values of ${name}; as many of each were expected`
    }
  }
  return null
}

function calibrationProblem({ calibration }: ModelCard, { coordinates }: Learner): string | null {
  const expected = coordinates.quantities.map(({ name }) => name).sort()
  for (const [name, found] of Object.entries(calibration ?? {})) {
    const known = Object.keys(found?.parameters ?? {}).sort()
    if (found && known.join() !== expected.join()) {
      return `its card gives the calibration (${name}) of ${known.join(', ').slice(0, 80) || 'nothing'}, and its prior has ${expected.join(', ')}`
    }
  }
  return null
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '')
}
