import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/numbers.ts'
import type { Prior } from '../model/composition/prior.ts'

/**
 * A prior put in the place of the one that a network learned from: the density is the wanted one, the unbounded
 * coordinates stay the learned ones, where the network proposes. The exact correction then weighs the proposals for the
 * wanted prior; how many draws still count says what that costs.
 * @throws NagumoError PRIOR_INVALID where the wanted prior allows what the network has never seen
 */
export function applyPrior(learned: Prior, wanted: Prior): Prior {
  const reasons = whyNotWithin(learned, wanted)
  if (reasons.length > 0) {
    throw new NagumoError(
      'PRIOR_INVALID',
      `This prior does not lie within the one that the model learned from, so that weights can’t apply it: ${reasons.join('; ')}. Keep it within, or train a model on it.`,
    )
  }
  const { coordinateDistributions, toUnbounded, fromUnbounded, logJacobian } = learned
  return { ...wanted, coordinateDistributions, toUnbounded, fromUnbounded, logJacobian }
}

/** What keeps a prior from being applied by weights; nothing where it can be. */
export function whyNotWithin(learned: Prior, wanted: Prior): string[] {
  if (learned.neuron.id !== wanted.neuron.id) return [`it is for ${wanted.neuron.name}`]
  if (learned.observable.kind !== wanted.observable.kind) {
    return [`it is of ${wanted.observable.name}, the model of ${learned.observable.name}`]
  }
  if (JSON.stringify(learned.forward.protocol) !== JSON.stringify(wanted.forward.protocol)) {
    return ['it has another protocol of injected current']
  }
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
      reasons.push(`${symbol} goes down to ${limit(lower)}, in the model to ${limit(known.lower)}`)
    if (upper > known.upper)
      reasons.push(`${symbol} goes up to ${limit(upper)}, in the model to ${limit(known.upper)}`)
  })
  return reasons
}

function limit(value: number): string {
  return Number.isFinite(value) ? plain(value) : 'any value'
}
