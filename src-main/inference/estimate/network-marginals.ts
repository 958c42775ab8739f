import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import { normalize } from '../importance/weights.ts'
import type { Problem } from '../inverse.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'
import type { WeightedSample } from '../statistics/weighted.ts'
import { marginalsOf } from './describe-parameters.ts'

/** Draws for the network's own posterior; fewer where each must be simulated to get its parameters. */
const networkDraws = { plain: 2000, simulated: 500 }

/** Draws reported, and their significant digits. */
const told = { draws: 1000, digits: 7 }

/** The network's own posterior, in parameters. */
export interface NetworkAlone {
  marginals: WeightedSample[]
  /** Rows of parameters, equally weighted; empty where none is within the prior. */
  draws: number[][]
}

/**
 * Marginals of the prior, for a network whose draws are all outside the prior, as of a trace outside its training
 * distribution.
 */
function priorMarginals(prior: Prior, n: number, random: Random): WeightedSample[] {
  const D = prior.parameters.length
  const values = new Float64Array(n * D)
  for (let k = 0; k < n; k++) prior.sample(random, values, k * D)
  return marginalsOf(values, D)
}

/**
 * Marginals and draws of the network's own posterior.
 * @param proposal the network's
 */
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
  // Draws outside the prior have no parameters.
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
