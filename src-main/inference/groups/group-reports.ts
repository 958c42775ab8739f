import type { GroupAnswer, GroupedParameter } from '../../contract/groups.ts'
import { pairsOf } from '../../contract/paired-cells.ts'
import { cautionsOf } from './cautions.ts'
import { type ConditionReports, type GroupChoice, type GroupReport, labelOf } from './group-report.ts'
import { groupedParameters } from './grouped-parameters.ts'
import { refuseFewPairs, refuseIncomparable, refuseShared, refuseTooFew } from './refuse.ts'

export interface GroupedReports {
  parameters: GroupedParameter[]
  conditions: GroupAnswer['conditions']
  leftOut: GroupAnswer['leftOut']
  cautions: string[]
}

/** A report with fewer draws than this has no usable posterior. */
const leastDraws = 100

/**
 * Prepares reports for the hierarchical model: excludes and lists those that are unreliable or have no parameters,
 * refuses what can't be compared, and lists what weakens the result.
 * @throws NagumoError GROUPS_UNFIT with the problem and what to do: fewer than three cells in a condition, one or two
 * cells in both conditions, a sweep that counts twice, other models or units, values that are no numbers; USAGE for
 * an unknown parameter
 */
export function groupReports(
  conditions: readonly ConditionReports[],
  choice: GroupChoice = {},
): GroupedReports {
  refuseShared(conditions)
  const leftOut: GroupAnswer['leftOut'] = []
  const used = conditions.map(({ name, cells }) => ({
    name,
    cells: cells
      .map((cell) => ({
        name: cell.name,
        reports: cell.reports.filter((report) => {
          const reason = unfit(report)
          if (reason !== null) leftOut.push({ label: labelOf(report), condition: name, reason })
          return reason === null
        }),
      }))
      .filter(({ reports }) => reports.length > 0),
  }))
  refuseTooFew(used, conditions, leftOut)
  refuseIncomparable(used)
  const paired = !choice.unpaired && pairsOf(used).length > 0
  if (paired) refuseFewPairs(used)
  return {
    parameters: groupedParameters(used, choice, paired),
    conditions: used.map(({ name, cells }) => ({
      name,
      cells: cells.length,
      sweeps: cells.reduce((sum, { reports }) => sum + reports.length, 0),
    })),
    leftOut,
    cautions: cautionsOf(used, leftOut.length, paired),
  }
}

function unfit({ verdict, parameters, draws }: GroupReport): string | null {
  if (parameters.length === 0) return 'nothing was estimated of it'
  if (verdict.level === 'unreliable') return `unreliable: ${verdict.headline}`
  if (draws.length < leastDraws)
    return `it has ${draws.length} draws of its posterior; ${leastDraws} at least are needed`
  return null
}
