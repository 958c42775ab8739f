import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { normalize } from '../importance/weights.ts'
import type { Problem } from '../inverse.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'
import type { WeightedSample } from '../statistics/weighted.ts'
import { marginalsOf } from './describe-parameters.ts'

/** Draws behind the network's own posterior; fewer where each must be simulated to be told in parameters. */
const networkDraws = { plain: 2000, simulated: 500 }

/** Of these so many are told, to so many digits. */
const told = { draws: 1000, digits: 7 }

/** What a network says by itself, in parameters. */
export interface NetworkAlone {
  marginals: WeightedSample[]
  /** Rows of parameters, equally weighted; none where the prior allows none. */
  draws: number[][]
}

/** All that is left to say where the network says nothing that the prior allows, as of a trace unlike all others. */
function priorMarginals(prior: Prior, n: number, random: Random): WeightedSample[] {
  const D = prior.parameters.length
  const values = new Float64Array(n * D)
  for (let k = 0; k < n; k++) prior.sample(random, values, k * D)
  return marginalsOf(values, D)
}

/** @param proposal the network's */
export function networkMarginals(
  prior: Prior,
  { target, parametersOf }: Problem,
  proposal: Mixture,
  random: Random,
): NetworkAlone {
  const D = prior.parameters.length
  if (target.extra === 0) {
    const z = new Float64Array(networkDraws.plain * target.dimension)
    sampleMixture(proposal, networkDraws.plain, random, z)
    const values = parametersOf(z, z, networkDraws.plain, null)
    return { marginals: marginalsOf(values, D), draws: rowsOf(values, D) }
  }
  const n = networkDraws.simulated
  const z = new Float64Array(n * target.dimension)
  sampleMixture(proposal, n, random, z)
  const [density, extra] = [new Float64Array(n), new Float64Array(n * target.extra)]
  target.logDensity(z, n, density, extra)
  if (density.every((p) => p === Number.NEGATIVE_INFINITY)) {
    return { marginals: priorMarginals(prior, n, random), draws: [] }
  }
  // Draws that the prior does not allow have no parameters.
  const allowed = normalize(density.map((p) => (p > Number.NEGATIVE_INFINITY ? 0 : p)))
  const values = parametersOf(z, extra, n, random)
  return { marginals: marginalsOf(values, D, allowed), draws: rowsOf(values, D, (k) => allowed[k] > 0) }
}

function rowsOf(values: Float64Array, D: number, isAllowed = (_: number): boolean => true): number[][] {
  const rows: number[][] = []
  for (let k = 0; k * D < values.length && rows.length < told.draws; k++) {
    if (!isAllowed(k)) continue
    rows.push(Array.from(values.subarray(k * D, (k + 1) * D), (v) => Number(v.toPrecision(told.digits))))
  }
  return rows
}
