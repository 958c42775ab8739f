import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { broaden } from '../importance/broaden.ts'
import type { Problem } from '../inverse.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'

/** Number of starting points: chains start at the first ones, and all are the first past states. */
export const startPoints = 256
/** Factor on the variances of a proposal. */
const overdispersion = 4

/** Overdispersed draws of a proposal, n × D. */
export function startsOfProposal(proposal: Mixture, random: Random): Float64Array {
  const out = new Float64Array(startPoints * proposal.dimension)
  sampleMixture(broaden(proposal, overdispersion, []), startPoints, random, out)
  return out
}

/** Overdispersed draws of a proposal, n × D, every second one replaced by a draw of the prior. */
export function startsOfPrior(
  prior: Prior,
  { coordinates, reading }: Problem,
  proposal: Mixture,
  random: Random,
): Float64Array {
  const out = startsOfProposal(proposal, random)
  const { dimension } = coordinates
  const values = new Float64Array(prior.parameters.length)
  const z = new Float64Array(dimension)
  for (let k = 0; k < startPoints; k += 2) {
    prior.sample(random, values, 0)
    coordinates.of(values, 0, reading, z, 0)
    // A draw that does not fire has no coordinates here.
    if (z.every(Number.isFinite)) out.set(z, k * dimension)
  }
  return out
}
