import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/numbers.ts'
import type { Prior } from '../model/composition/prior.ts'

/**
 * How a network is used under a prior other than its training prior: 'weights', its proposals are reweighted;
 * 'translated', they are mapped to the other prior's parameters and only start the sampler; 'none', it can't read
 * such data.
 */
export type NetworkUse = 'weights' | 'translated' | 'none'

/** A prior applied in place of the one that a network was trained on. */
export interface AppliedPrior {
  prior: Prior
  use: NetworkUse
}

/**
 * Applies a prior in place of the one that a network was trained on. Where it lies within the training prior, the
 * density is that of the wanted prior, and the unbounded coordinates stay those of the network. Otherwise (another
 * parameter is fixed or estimated, wider limits, another noise model) the wanted prior keeps its own coordinates and
 * the network only starts the sampler. Both are corrected by the exact likelihood; the effective sample size shows
 * whether the start sufficed.
 * @throws NagumoError PRIOR_INVALID where the wanted prior is of other data or another neuron, or where its noise has
 * no likelihood and the network does not cover it
 */
export function applyPrior(learned: Prior, wanted: Prior): AppliedPrior {
  if (readByNone(learned, wanted)) return { prior: wanted, use: 'none' }
  const reasons = whyNotApplied(learned, wanted)
  if (reasons.length > 0) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `This prior can’t be applied with this model: ${reasons.join('; ')}. Choose a model of that kind, or train one on the prior.`,
    )
  }
  if (whyNotWithin(learned, wanted).length > 0) {
    return { prior: wanted, use: sameGrid(learned, wanted) ? 'translated' : 'none' }
  }
  const { coordinateDistributions, toUnbounded, fromUnbounded, logJacobian } = learned
  const prior = { ...wanted, coordinateDistributions, toUnbounded, fromUnbounded, logJacobian }
  return { prior, use: 'weights' }
}

/** Reasons why a prior can't be applied with a model; empty where it can. */
export function whyNotApplied(learned: Prior, wanted: Prior): string[] {
  if (readByNone(learned, wanted)) return []
  const of = whyOfOther(learned, wanted)
  if (of.length > 0) return of
  const within = whyNotWithin(learned, wanted)
  return within.length > 0 && !wanted.noiseModel.hasLikelihood
    ? [
        ...within,
        `${wanted.noiseModel.name} noise has no likelihood that could find the posterior without the network`,
      ]
    : []
}

/**
 * Whether the observable has no embedding, so that any model of the neuron does: inference uses the likelihood alone.
 */
function readByNone(learned: Prior, { neuron, observable, noiseModel }: Prior): boolean {
  return learned.neuron.id === neuron.id && observable.embeddings.length === 0 && noiseModel.hasLikelihood
}

/** Reasons why two priors are not of the same neuron, observable and protocol; empty where they are. */
function whyOfOther(learned: Prior, wanted: Prior): string[] {
  if (learned.neuron.id !== wanted.neuron.id) return [`it is for ${wanted.neuron.name}`]
  if (learned.observable.kind !== wanted.observable.kind) {
    return [`it is of ${wanted.observable.name}, the model of ${learned.observable.name}`]
  }
  if (JSON.stringify(learned.forward.protocol) !== JSON.stringify(wanted.forward.protocol)) {
    return ['it has another protocol of injected current']
  }
  return []
}

/** Whether one network can read the data of both. */
function sameGrid({ grid, observable }: Prior, { grid: other }: Prior): boolean {
  return observable.usesGrid === false || (grid.points === other.points && grid.dt === other.dt)
}

/** Reasons why a prior can't be applied by reweighting the network's proposals; empty where it can. */
export function whyNotWithin(learned: Prior, wanted: Prior): string[] {
  const of = whyOfOther(learned, wanted)
  if (of.length > 0) return of
  const noises = [learned, wanted].map(({ noiseModel }) => noiseModel)
  if (noises[0].kind !== noises[1].kind)
    return [`it has ${noises[1].name} noise, the model ${noises[0].name} noise`]
  const reasons: string[] = []
  const names = (prior: Prior): string => prior.parameters.map(({ symbol }) => symbol).join(', ')
  if (names(learned) !== names(wanted)) {
    reasons.push(`it leaves ${names(wanted)} to be estimated, the model ${names(learned)}`)
  }
  wanted.forward.constantDescriptions.forEach(({ symbol }, j) => {
    const [own, other] = [learned.constants[j], wanted.constants[j]]
    if (own !== null && other !== null && own !== other) {
      reasons.push(`it has ${symbol} = ${plain(other)}, the model ${plain(own)}`)
    }
  })
  const [grid, other] = [learned.grid, wanted.grid]
  const same = grid.points === other.points && grid.dt === other.dt && grid.substeps === other.substeps
  if (!same && learned.observable.usesGrid !== false) {
    reasons.push(
      `it has ${other.points} points ${plain(other.dt)} ms apart in ${other.substeps} solver steps, the model ${grid.points}, ${plain(grid.dt)} ms and ${grid.substeps}`,
    )
  }
  if (reasons.length > 0) return reasons
  wanted.distributions.forEach(({ lower, upper }, j) => {
    const { symbol } = wanted.parameters[j]
    const known = learned.distributions[j]
    if (lower < known.lower)
      reasons.push(`${symbol} extends down to ${limit(lower)}, in the model to ${limit(known.lower)}`)
    if (upper > known.upper)
      reasons.push(`${symbol} extends up to ${limit(upper)}, in the model to ${limit(known.upper)}`)
  })
  return reasons
}

function limit(value: number): string {
  return Number.isFinite(value) ? plain(value) : 'any value'
}
