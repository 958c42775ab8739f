import type {
  GroupCondition,
  GroupEffect,
  GroupedParameter,
  GroupParameterAnswer,
  Spread,
} from '../../contract/groups.ts'
import { type Pair, pairsOf } from '../../contract/paired-cells.ts'
import {
  densityCurve,
  quantile,
  summarize,
  type WeightedSample,
  weightedSample,
} from '../statistics/weighted.ts'
import { effectBetween, noEffect, scaleMap } from './effect-scale.ts'
import type { GroupDraws } from './estimate-groups.ts'
import type { GroupState } from './group-chain.ts'
import { effectText } from './group-words.ts'

/** Summarizes the hierarchical model's draws of one parameter, in its own unit and in words. */
export function describeGroups(parameter: GroupedParameter, found: GroupDraws): GroupParameterAnswer {
  const { name, symbol, unit, scale, cautions, conditions } = parameter
  const { converged, rHat, bulkEss, tailEss, chains } = found
  const draws = chains.flat()
  const pairs = parameter.paired ? pairsOf(conditions) : []
  const effects = conditions.flatMap((to, t) =>
    conditions
      .slice(0, t)
      .map((from, f) => effectOf(parameter, draws, [f, t], [from.name, to.name], pairs.length)),
  )
  const several = conditions.some(({ cells }) => cells.some(({ sweeps }) => sweeps.length > 1))
  return {
    name,
    symbol,
    unit,
    scale,
    conditions: conditions.map((_, c) => conditionOf(parameter, c, draws)),
    sweepSd: several ? spreadOf(draws.map(({ sweepSd }) => sweepSd)) : null,
    ...(pairs.length > 0 && { paired: pairedOf(parameter, pairs, draws) }),
    effects,
    cautions: [...cautions, ...(converged ? [] : [notConverged(found)])],
    sampling: { converged, rHat, bulkEss, tailEss, chains: chains.length, draws: draws.length },
  }
}

/** Mean, sd and central intervals of equally weighted values. */
export function spreadOf(values: ArrayLike<number>): Spread {
  return spread(weightedSample(Float64Array.from(values)))
}

function spread(sample: WeightedSample): Spread {
  return { ...summarize(sample), q25: quantile(sample, 0.25), q75: quantile(sample, 0.75) }
}

function conditionOf(
  { conditions, scale }: GroupedParameter,
  c: number,
  draws: readonly GroupState[],
): GroupCondition {
  const { from } = scaleMap(scale)
  const { name, cells } = conditions[c]
  return {
    name,
    centre: spreadOf(draws.map(({ centres }) => from(centres[c]))),
    cellSd: spreadOf(draws.map(({ cellSds }) => cellSds[c])),
    cells: cells.map((cell, i) => ({
      name: cell.name,
      value: spreadOf(draws.map((state) => from(state.cells[c][i]))),
      sweeps: cell.sweeps.map((sweep) => ({
        label: sweep.label,
        level: sweep.level,
        posterior: spreadOf(sweep.draws),
      })),
    })),
  }
}

function pairedOf(
  { conditions, scale }: GroupedParameter,
  pairs: readonly Pair[],
  draws: readonly GroupState[],
): GroupParameterAnswer['paired'] {
  return {
    differenceSd: spreadOf(draws.map(({ differenceSd }) => differenceSd ?? Number.NaN)),
    cells: pairs.map(([i, j]) => ({
      name: conditions[0].cells[i].name,
      effect: spreadOf(draws.map(({ cells }) => effectBetween(scale, cells[0][i], cells[1][j]))),
    })),
  }
}

function effectOf(
  parameter: GroupedParameter,
  draws: readonly GroupState[],
  [f, t]: readonly [number, number],
  [from, to]: readonly [string, string],
  pairs: number,
): GroupEffect {
  const { scale } = parameter
  const none = noEffect(scale)
  const values = draws.map(({ centres }) => effectBetween(scale, centres[f], centres[t]))
  const sample = weightedSample(Float64Array.from(values))
  const effect = spread(sample)
  const told = effect.q05 > none || effect.q95 < none
  const [least, most] = [sample.values[0], sample.values[sample.values.length - 1]]
  return {
    from,
    to,
    effect,
    probabilityHigher: values.filter((value) => value > none).length / values.length,
    told,
    text: effectText(parameter, { from, to, effect, told }, pairs),
    density: densityCurve(sample, least - effect.sd, most + effect.sd),
  }
}

function notConverged({ rHat, bulkEss, tailEss }: GroupDraws): string {
  return `The chains do not agree yet (R̂ ${rHat.toFixed(3)}, ${Math.round(Math.min(bulkEss, tailEss))} draws that count): the intervals are rough. Try another seed; if that does not help, look at the cells for one that is far from all others.`
}
