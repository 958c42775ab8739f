import type { GroupedParameter } from '../../contract/groups.ts'
import { pairsOf } from '../../contract/paired-cells.ts'
import type { Random } from '../../model/random.ts'
import { type Convergence, convergenceOf } from '../mcmc/convergence.ts'
import { scaleMap } from './effect-scale.ts'
import { type GroupState, groupChain } from './group-chain.ts'
import { groupPriors, type Prepared } from './group-priors.ts'
import { type GroupChainSettings, groupChainSettings } from './group-settings.ts'
import { pairedChain } from './paired-chain.ts'
import { priorOnScale } from './prior-on-scale.ts'
import { type GroupedLikelihoods, sweepLikelihood } from './sweep-likelihood.ts'

/**
 * Draws of the hierarchical model's posterior, by chain, on the scale of the effect; and whether the chains
 * converged.
 */
export interface GroupDraws extends Convergence {
  converged: boolean
  chains: GroupState[][]
}

/** Progress, 0 … 1. */
export interface GroupProgress {
  progress: number
}

/**
 * The posterior of centres, sds and cells of one parameter: sweeps within cells within conditions, each sweep by its
 * likelihood (its posterior divided by its prior); where paired, with differences within the cells that are in both
 * conditions. Yields between its steps.
 * @param parameter draws lie inside their prior's limits
 */
export function* estimateGroups(
  { conditions, scale, paired }: GroupedParameter,
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
  const pairs = paired ? pairsOf(conditions) : []
  const priors = groupPriors(prepared, pairs)
  const next = Array.from({ length: settings.chains }, (_, k) =>
    paired ? pairedChain(data, pairs, priors, random.fork(k)) : groupChain(data, priors, random.fork(k)),
  )
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

/**
 * Worst convergence over the centres, their differences and the sds of cells, of sweeps and of differences within
 * cells.
 */
function worst(chains: readonly GroupState[][]): Convergence {
  const conditions = chains[0][0].centres.length
  const quantities: ((state: GroupState) => number)[] = []
  for (let c = 0; c < conditions; c++) {
    quantities.push(({ centres }) => centres[c])
    quantities.push(({ cellSds }) => Math.log(cellSds[c]))
    if (c > 0) quantities.push(({ centres }) => centres[c] - centres[0])
  }
  if (chains[0][0].differenceSd !== null)
    quantities.push(({ differenceSd }) => Math.log(differenceSd ?? Number.NaN))
  if (Number.isFinite(Math.log(chains[0][0].sweepSd))) quantities.push(({ sweepSd }) => Math.log(sweepSd))
  const all = quantities.map((of) => convergenceOf(chains.map((chain) => Float64Array.from(chain, of))))
  return {
    rHat: Math.max(...all.map(({ rHat }) => rHat)),
    bulkEss: Math.min(...all.map(({ bulkEss }) => bulkEss)),
    tailEss: Math.min(...all.map(({ tailEss }) => tailEss)),
  }
}
