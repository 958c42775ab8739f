import type { VerdictLevel } from '../../../contract/common.ts'
import type { GroupCondition, GroupEffect, GroupParameterAnswer } from '../../../contract/groups.ts'
import type { PlotSpec } from '../../plot/plot-spec.ts'
import { type ForestParts, type ForestRow, forestSpec } from './forest-chart.ts'

const worse: readonly VerdictLevel[] = ['ok', 'caution', 'unreliable']

/** The worst verdict of a cell's sweeps. */
function worstOf(cells: readonly GroupCondition['cells'][number][]): VerdictLevel {
  const levels = cells.flatMap(({ sweeps }) => sweeps.map(({ level }) => worse.indexOf(level)))
  return worse[Math.max(...levels)]
}

/** Forest plot by condition: its cells, marked by the worst verdict of their sweeps, and its mean. */
export function groupForest({ symbol, unit, conditions }: GroupParameterAnswer): ForestParts {
  return {
    title: unit ? `${symbol}, ${unit}` : symbol,
    rows: conditions.flatMap(({ name, centre, cells }): ForestRow[] => [
      ...cells.map((cell) => ({
        label: `${cell.name} (${cell.sweeps.length})`,
        value: cell.value,
        mark: worstOf([cell]),
      })),
      { label: `${name}: centre`, value: centre, mark: 'sum' },
    ]),
  }
}

export function groupSpec(parameter: GroupParameterAnswer): PlotSpec {
  return forestSpec(groupForest(parameter))
}

/** Effects between conditions, with a line at no effect; above them the paired differences within cells. */
export function effectForest({
  symbol,
  unit,
  scale,
  effects,
  paired,
  conditions,
}: GroupParameterAnswer): ForestParts {
  const ratio = scale === 'ratio'
  const sign = ratio ? '/' : ' − '
  return {
    title: ratio ? `ratio of ${symbol}` : `difference of ${symbol}${unit ? `, ${unit}` : ''}`,
    rows: [
      ...(paired?.cells ?? []).map(
        ({ name, effect }): ForestRow => ({
          label: name,
          value: effect,
          mark: worstOf(conditions.flatMap(({ cells }) => cells.find((cell) => cell.name === name) ?? [])),
        }),
      ),
      ...effects.map(
        ({ from, to, effect }): ForestRow => ({
          label: `${to}${sign}${from}`,
          value: effect,
          mark: 'sum',
        }),
      ),
    ],
    none: ratio ? 1 : 0,
  }
}

export function effectSpec(parameter: GroupParameterAnswer): PlotSpec {
  return forestSpec(effectForest(parameter))
}

/** Describes the plots of a group comparison. */
export function describeGroupCharts({ symbol, conditions, effects }: GroupParameterAnswer): string {
  const cells = conditions.map(({ name, cells }) => `${name} with ${cells.length} cells`).join(', ')
  return `${symbol} of each cell and the centre of each condition: ${cells}. ${effects.map(({ text }: GroupEffect) => text).join(' ')}`
}
