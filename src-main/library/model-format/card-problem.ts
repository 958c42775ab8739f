import { isAboutData } from '../../contract/errors.ts'
import type { ModelCard } from '../../contract/models.ts'
import { coordinatesOf } from '../../inference/coordinates.ts'
import { networkFits, showsTrace } from '../../inference/network/catalogue.ts'
import { inputWidths } from '../../inference/network/inputs.ts'
import { targetCount } from '../../inference/network/targets.ts'
import { countWeights, weightShapes } from '../../inference/network/weight-shapes.ts'
import { createPrior, type Prior } from '../../model/composition/prior.ts'
import { maximalWeights } from './limits.ts'

/**
 * What a card says that can't be true together, though each part is well-formed: the prior, the size of the network,
 * and the lengths and names of what belongs to them. Null where nothing is wrong.
 */
export function cardProblem(card: ModelCard): string | null {
  let prior: Prior
  try {
    prior = createPrior(card.prior)
  } catch (error) {
    // A fault of ours must not pass for a damaged card.
    if (!isAboutData(error)) throw error
    return `its prior can’t be used: ${withoutStop(error.message)}`
  }
  return (
    networkProblem(card, prior) ??
    scaleProblem(card, prior) ??
    evaluationProblem(card, prior) ??
    calibrationProblem(card, prior)
  )
}

function networkProblem({ network }: ModelCard, prior: Prior): string | null {
  if (!networkFits(network, prior.observable)) {
    return `its network and its prior do not belong together: a prior of recordings on unknown scales has a network that goes by the cycle, and no other has`
  }
  const shapes = weightShapes(network, prior)
  if (!shapes) return `the network of its card is too deep for traces of ${prior.grid.points} points`
  const count = countWeights(shapes)
  if (count <= maximalWeights) return null
  return `the network of its card would have ${count} weights, and no model has more than ${maximalWeights}`
}

function scaleProblem(
  { network, normalization, errors, recalibration }: ModelCard,
  prior: Prior,
): string | null {
  const targets = targetCount(network, prior)
  const inputs =
    network.kind === 'posterior'
      ? (inputWidths(network, prior).at(-1) as number)
      : showsTrace(network.input)
        ? 0
        : network.input === 'spikeRate'
          ? 1
          : 2
  const D = coordinatesOf(prior).dimension
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
    // Rate and duration are always measured together.
    const found = normalization.statistics[name].length
    lengths.push([`normalization.statistics.${name}`, Math.min(found, inputs), inputs])
  }
  const wrong = lengths.find(([, found, expected]) => found !== expected)
  return wrong ? `its card has ${wrong[1]} numbers in ${wrong[0]} and should have ${wrong[2]}` : null
}

function evaluationProblem({ evaluation }: ModelCard, prior: Prior): string | null {
  if (!evaluation) return null
  const known = new Set(coordinatesOf(prior).quantities.map(({ name }) => name))
  const { r2, rmse, coverage90, scatter } = evaluation
  for (const [name, values] of Object.entries({ r2, rmse, coverage90: coverage90 ?? {}, scatter })) {
    const stranger = Object.keys(values).find((parameter) => !known.has(parameter))
    if (stranger !== undefined) {
      return `its card tells the accuracy (${name}) of “${stranger.slice(0, 40)}”, which its prior does not have`
    }
  }
  for (const [name, { truth, estimate }] of Object.entries(scatter)) {
    if (truth.length !== estimate.length) {
      return `its card has ${truth.length} true and ${estimate.length} estimated values of ${name}; as many of each were expected`
    }
  }
  return null
}

function calibrationProblem({ calibration }: ModelCard, prior: Prior): string | null {
  const expected = coordinatesOf(prior)
    .quantities.map(({ name }) => name)
    .sort()
  for (const [name, found] of Object.entries(calibration ?? {})) {
    const known = Object.keys(found?.parameters ?? {}).sort()
    if (found && known.join() !== expected.join()) {
      return `its card tells the calibration (${name}) of ${known.join(', ').slice(0, 80) || 'nothing'}, and its prior has ${expected.join(', ')}`
    }
  }
  return null
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '')
}
