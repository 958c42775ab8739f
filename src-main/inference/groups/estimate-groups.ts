import type { GroupedParameter } from '../../contract/groups.ts'
import type { Random } from '../../model/random.ts'
import { average, variance } from '../../signal/statistics/moments.ts'
import { type Convergence, convergenceOf } from '../mcmc/convergence.ts'
import { scaleMap } from './effect-scale.ts'
import { type GroupedLikelihoods, type GroupPriors, type GroupState, groupChain } from './group-chain.ts'
import { type GroupChainSettings, groupChainSettings } from './group-settings.ts'
import { type PriorOnScale, priorOnScale } from './prior-on-scale.ts'
import { sweepLikelihood } from './sweep-likelihood.ts'

/** Draws of the hierarchical model's posterior, by chain, on the scale of the effect; and whether the chains agree. */
export interface GroupDraws extends Convergence {
  converged: boolean
  chains: GroupState[][]
}

/** How far it is, 0 … 1. */
export interface GroupProgress {
  progress: number
}

/** A sweep ready for the model: its draws on the scale, the prior, the likelihood. */
interface Prepared {
  draws: Float64Array
  prior: PriorOnScale
}

/** Sds of centres in sds of the first prior: it hardly takes part. */
const centreWidth = 3
/** The scale of an sd of cells or sweeps is not less than this share of the prior's sd. */
const leastScale = 0.02

/**
 * The posterior of centres, spreads and cells of one parameter: sweeps within cells within conditions, each sweep by its
 * likelihood (its posterior with the first prior divided out). Yields between its steps.
 * @param parameter draws lie inside their prior's limits
 */
export function* estimateGroups(
  { conditions, scale }: GroupedParameter,
  random: Random,
  settings: GroupChainSettings = groupChainSettings,
): Generator<GroupProgress, GroupDraws> {
  const map = scaleMap(scale)
  const prepared: Prepared[][][] = conditions.map(({ cells }) =>
    cells.map(({ sweeps }) =>
      sweeps.map((sweep) => ({
        draws: Float64Array.from(sweep.draws, map.to),
        prior: priorOnScale(sweep.prior, map),
      })),
    ),
  )
  yield { progress: 0 }
  const data: GroupedLikelihoods = prepared.map((cells) =>
    cells.map((sweeps) => sweeps.map(({ draws, prior }) => sweepLikelihood(draws, prior))),
  )
  yield { progress: 0.05 }
  const priors = groupPriors(prepared)
  const next = Array.from({ length: settings.chains }, (_, k) => groupChain(data, priors, random.fork(k)))
  const chains: GroupState[][] = next.map(() => [])
  const of = settings.warmUp + settings.round * settings.rounds
  for (let i = 1; i <= settings.warmUp; i++) {
    for (const step of next) step()
    if (i % settings.slice === 0) yield { progress: 0.05 + (0.95 * i) / of }
  }
  for (let round = 1; ; round++) {
    for (let i = 1; i <= settings.round; i++) {
      next.forEach((step, k) => {
        chains[k].push(step())
      })
      if (i % settings.slice === 0)
        yield { progress: 0.05 + (0.95 * (settings.warmUp + (round - 1) * settings.round + i)) / of }
    }
    const found = worst(chains)
    const converged =
      found.rHat < settings.enoughRHat && Math.min(found.bulkEss, found.tailEss) > settings.enoughEss
    if (converged || round >= settings.rounds) return { ...found, converged, chains }
  }
}

/** Of the centres, their differences and the sds of cells. */
function worst(chains: readonly GroupState[][]): Convergence {
  const conditions = chains[0][0].centres.length
  const quantities: ((state: GroupState) => number)[] = []
  for (let c = 0; c < conditions; c++) {
    quantities.push(({ centres }) => centres[c])
    quantities.push(({ cellSds }) => Math.log(cellSds[c]))
    if (c > 0) quantities.push(({ centres }) => centres[c] - centres[0])
  }
  if (Number.isFinite(Math.log(chains[0][0].sweepSd))) quantities.push(({ sweepSd }) => Math.log(sweepSd))
  const all = quantities.map((of) => convergenceOf(chains.map((chain) => Float64Array.from(chain, of))))
  return {
    rHat: Math.max(...all.map(({ rHat }) => rHat)),
    bulkEss: Math.min(...all.map(({ bulkEss }) => bulkEss)),
    tailEss: Math.min(...all.map(({ tailEss }) => tailEss)),
  }
}

/**
 * Centres: normal, three times as wide as the first prior. Sds of cells and sweeps: half-t with three degrees of freedom,
 * their scales what the posterior means of cells (sweeps) vary by within a condition (cell): about there such a density falls
 * as 1/sd does, so that few cells make the intervals neither too wide nor too narrow.
 */
function groupPriors(prepared: readonly (readonly (readonly Prepared[])[])[]): GroupPriors {
  const all = prepared.flat(2).map(({ prior }) => prior)
  const sd = average(all.map((prior) => prior.sd))
  const means = prepared.map((cells) => cells.map((sweeps) => sweeps.map(({ draws }) => average(draws))))
  const scaleOf = (values: readonly (readonly number[])[]): number =>
    Math.min(sd, Math.max(leastScale * sd, pooledSd(values)))
  const several = means.flat().filter((sweeps) => sweeps.length > 1)
  return {
    centre: { mean: average(all.map((prior) => prior.mean)), sd: centreWidth * sd },
    cellScale: scaleOf(means.map((cells) => cells.map(average))),
    sweepScale: several.length > 0 ? scaleOf(several) : null,
  }
}

/** About the mean of each group. */
function pooledSd(groups: readonly (readonly number[])[]): number {
  const freedom = groups.reduce((sum, { length }) => sum + length - 1, 0)
  const squares = groups.reduce((sum, group) => sum + group.length * variance(group), 0)
  return freedom > 0 ? Math.sqrt(squares / freedom) : 0
}
