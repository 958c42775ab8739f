import { rangeOf } from '../../signal/range.ts'
import type { Table } from '../table/read-table.ts'
import { isAlike, type Looks, looksOf } from './by-values.ts'
import type { ColumnPlan } from './columns.ts'
import { isMostlyMissing } from './missing.ts'
import { isRecovery } from './roles.ts'
import { type Range, unitByValues } from './voltage-unit.ts'

/** Columns sorted by role. */
export interface Sorted {
  voltages: number[]
  stimuli: number[]
  /** Stimuli identified by their few levels, or by values beyond those of the voltage. */
  byLevels: number[]
  byRange: number[]
  /** Voltages not named as such. */
  unnamed: number[]
  /** The recovery variables of membrane potentials in model units: the kth of the kth voltage. */
  recovery: number[]
  /** Unlike the voltage, with neither name nor values to identify them; unused. */
  apart: number[]
  /** The voltage, if chosen by its values among unnamed columns; else null. */
  bySpikes: number | null
}

/** Maximum number of distinct values that count as levels. */
const fewValues = 12

/**
 * Decides which candidate columns are voltages, by their values if not named: a column with spikes is the voltage, one
 * with steps a stimulus, one similar to the voltage another sweep.
 * @param numbering a column that numbers the sweeps
 * @param named whether the file names its columns
 */
export function sortColumns(
  table: Table,
  plan: ColumnPlan,
  numbering: number | null,
  named: boolean,
): Sorted {
  const stimuli = plan.stimuli.filter((j) => !isMostlyMissing(table, j))
  const none = { byLevels: [], byRange: [], unnamed: [], recovery: [], apart: [], bySpikes: null }
  if (plan.byHand) return { voltages: plan.voltages, stimuli, ...none, recovery: plan.recovery }
  const empty = (j: number): boolean => (table.missing.get(j)?.count ?? 0) === table.rows
  const full = plan.voltages.filter((j) => !empty(j))
  const possible = (full.length > 0 ? full : plan.voltages).filter(
    (j) => j !== numbering && !(plan.uncertain.has(j) && isMostlyMissing(table, j)),
  )
  const recovery = recoveryOf(table, plan, possible)
  if (recovery.length > 0) {
    return { ...none, voltages: possible.filter((j) => !recovery.includes(j)), stimuli, recovery }
  }
  const sure = possible.filter((j) => plan.names[j].role === 'voltage')
  const open = possible.filter((j) => !sure.includes(j))
  if (open.length === 0 || possible.length < 2) return { voltages: possible, stimuli, ...none }

  const looks = new Map(possible.map((j) => [j, looksOf(table.columns.get(j)!)]))
  const first = sure[0] ?? voltageAmong(open, looks)
  const own = columnRange(table, [first])
  const others = open.filter((j) => j !== first)
  const alike = (j: number, several: boolean): boolean => isAlike(looks.get(first)!, looks.get(j)!, several)
  // A neuron with long up or down states may look like steps; at the levels of the voltage it is a voltage.
  const inSteps = (j: number): boolean => looks.get(j)!.kind === 'steps' && !alike(j, false)
  const byLevels = others.filter((j) => isLevels(table, j, first) || inSteps(j))
  const byRange = others.filter((j) => !byLevels.includes(j) && isBeyond(columnRange(table, [j]), own))
  const left = others.filter((j) => !byLevels.includes(j) && !byRange.includes(j))
  const several = left.length > 1
  const apart = sure.length > 0 ? [] : left.filter((j) => !alike(j, several))
  const notVoltages = [...byLevels, ...byRange, ...apart]
  const voltages = possible.filter((j) => !notVoltages.includes(j))
  return {
    voltages,
    stimuli: [...stimuli, ...byLevels, ...byRange].sort((a, b) => a - b),
    byLevels,
    byRange,
    unnamed: named && sure.length > 0 ? left : [],
    recovery: [],
    apart,
    bySpikes:
      sure.length === 0 && notVoltages.length > 0 && looks.get(first)!.kind === 'spikes' ? first : null,
  }
}

/** The first unnamed column with spikes; else one that is not a stimulus. */
function voltageAmong(columns: readonly number[], looks: ReadonlyMap<number, Looks>): number {
  const kind = (j: number): Looks['kind'] => looks.get(j)!.kind
  const open = columns.filter((j) => kind(j) === 'open')
  const width = (j: number): number => looks.get(j)!.max - looks.get(j)!.min
  const firing = columns.find((j) => kind(j) === 'spikes')
  if (firing !== undefined) return firing
  if (open.length < 3) return open[0] ?? columns[0]
  // Of many sweeps without spikes, the one with the widest range is the best reference for the others.
  return open.reduce((a, b) => (width(b) > width(a) ? b : a))
}

/** For a file with a potential in model units and one column beside it named as the recovery variable. */
function recoveryOf(table: Table, { names }: ColumnPlan, possible: readonly number[]): number[] {
  if (possible.length !== 2 || possible.some((j) => names[j].unit !== null)) return []
  const [first, second] = possible
  const inModelUnits = unitByValues(columnRange(table, [first]))?.unit === 'none'
  return inModelUnits && isRecovery(names[second].name, names[first].name) ? [second] : []
}

/** A column of few distinct values beside one of many. */
function isLevels(table: Table, column: number, voltage: number): boolean {
  return (
    valuesOf(table.columns.get(column)!) <= fewValues && valuesOf(table.columns.get(voltage)!) > fewValues
  )
}

function isBeyond(range: Range, own: Range): boolean {
  const width = own.max - own.min
  return range.min < own.min - 2 * width || range.max > own.max + 2 * width
}

/** Number of distinct values among several thousand samples. */
function valuesOf(samples: Float64Array): number {
  const stride = Math.max(1, Math.floor(samples.length / 5000))
  const seen = new Set<number>()
  for (let i = 0; i < samples.length && seen.size < 100; i += stride) {
    if (!Number.isNaN(samples[i])) seen.add(samples[i])
  }
  return seen.size
}

/** Range over all samples of these columns; missing ones are ignored. */
export function columnRange(table: Table, columns: readonly number[]): Range {
  return rangeOf(...columns.map((j) => table.columns.get(j)!))
}
