import type { VerdictLevel } from '../../../contract/common.ts'
import type { GroupEffect, GroupParameterAnswer } from '../../../contract/groups.ts'
import type { PlotSpec } from '../../plot/plot-spec.ts'
import { type ForestParts, type ForestRow, forestSpec } from './forest-chart.ts'

const worse: readonly VerdictLevel[] = ['ok', 'caution', 'unreliable']

/** Condition by condition: its cells with their intervals, marked by the worst verdict of their sweeps, and its centre. */
export function groupForest({ symbol, unit, conditions }: GroupParameterAnswer): ForestParts {
  return {
    title: unit ? `${symbol}, ${unit}` : symbol,
    rows: conditions.flatMap(({ name, centre, cells }): ForestRow[] => [
      ...cells.map(({ name: cell, value, sweeps }) => ({
        label: `${cell} (${sweeps.length})`,
        value,
        mark: worse[Math.max(...sweeps.map(({ level }) => worse.indexOf(level)))],
      })),
      { label: `${name}: centre`, value: centre, mark: 'sum' },
    ]),
  }
}

export function groupSpec(parameter: GroupParameterAnswer): PlotSpec {
  return forestSpec(groupForest(parameter))
}

/** Effects between conditions, with a line at none. */
export function effectForest({ symbol, unit, scale, effects }: GroupParameterAnswer): ForestParts {
  const ratio = scale === 'ratio'
  const sign = ratio ? '/' : ' − '
  return {
    title: ratio ? `ratio of ${symbol}` : `difference of ${symbol}${unit ? `, ${unit}` : ''}`,
    rows: effects.map(({ from, to, effect }) => ({
      label: `${to}${sign}${from}`,
      value: effect,
      mark: 'sum',
    })),
    none: ratio ? 1 : 0,
  }
}

export function effectSpec(parameter: GroupParameterAnswer): PlotSpec {
  return forestSpec(effectForest(parameter))
}

/** What the plots of groups show, in words. */
export function describeGroupCharts({ symbol, conditions, effects }: GroupParameterAnswer): string {
  const cells = conditions.map(({ name, cells }) => `${name} with ${cells.length} cells`).join(', ')
  return `${symbol} of each cell and the centre of each condition: ${cells}. ${effects.map(({ text }: GroupEffect) => text).join(' ')}`
}
