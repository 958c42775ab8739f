import { NagumoError } from '../../contract/errors.ts'
import type { GroupAnswer } from '../../contract/groups.ts'
import { comparedConditions } from '../../contract/limits.ts'
import { pairsOf } from '../../contract/paired-cells.ts'
import { type ConditionReports, type GroupReport, labelOf } from './group-report.ts'
import { sharesSamples } from './same-sweep.ts'

/** Minimum cells per condition to estimate the variation between cells. */
const leastCells = comparedConditions.cells
/** Minimum cells in both conditions to estimate the variation of differences. */
const leastPairs = comparedConditions.pairs

function refusal(text: string): NagumoError {
  return new NagumoError('GROUPS_UNFIT', text)
}

/** @throws NagumoError GROUPS_UNFIT where samples count twice, or one name stands for two cells */
export function refuseShared(conditions: readonly ConditionReports[]): void {
  const placed = conditions.flatMap((condition) =>
    condition.cells.flatMap((cell) => cell.reports.map((report) => ({ condition, cell, report }))),
  )
  const names = conditions.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw refusal(`Two conditions are called “${twice}”. Give each a name of its own.`)
  for (const { name, cells } of conditions) {
    const again = cells.find((cell, i) => cells.findIndex((one) => one.name === cell.name) < i)
    if (again)
      throw refusal(`“${again.name}” is twice in condition “${name}”. Put the reports of a cell together.`)
  }
  placed.forEach((a, i) => {
    for (const b of placed.slice(0, i)) {
      if (a.report.id !== b.report.id && !sharesSamples(a.report, b.report)) continue
      const sweep = labelOf(a.report)
      if (a.condition !== b.condition)
        throw refusal(
          `${sweep} is in both conditions, “${b.condition.name}” and “${a.condition.name}”. A sweep belongs to one of them: take it out of the other, or give each condition its own window.`,
        )
      if (a.cell !== b.cell)
        throw refusal(
          `${sweep} is in two cells, “${b.cell.name}” and “${a.cell.name}”. Take it out of one of them.`,
        )
      throw refusal(
        `Cell “${a.cell.name}” has two reports of the same samples of ${sweep}: they would count twice. Keep one of them.`,
      )
    }
  })
}

/** @throws NagumoError GROUPS_UNFIT where a condition has fewer than three usable cells */
export function refuseTooFew(
  used: readonly ConditionReports[],
  asked: readonly ConditionReports[],
  leftOut: GroupAnswer['leftOut'],
): void {
  used.forEach(({ name, cells }, c) => {
    if (cells.length >= leastCells) return
    const lost = asked[c].cells.length - cells.length
    const reasons = leftOut.filter(({ condition }) => condition === name)
    const why =
      lost === 0
        ? ''
        : ` ${lost} more ${lost === 1 ? 'has' : 'have'} no report that can be used${reasons.length > 0 ? ` (${reasons[0].label}: ${reasons[0].reason})` : ''}.`
    throw refusal(
      `Condition “${name}” has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} with reports; ${leastCells} at least are needed, since fewer do not show how cells vary.${why} Record more cells, or compare the reports themselves (nagumo compare).`,
    )
  })
}

/**
 * @throws NagumoError GROUPS_UNFIT where one or two cells are in both of two conditions: too few to estimate the
 * variation of differences
 */
export function refuseFewPairs(used: readonly ConditionReports[]): void {
  const pairs = pairsOf(used)
  if (pairs.length >= leastPairs) return
  const names = pairs.map(([i]) => `“${used[0].cells[i].name}”`).join(' and ')
  const [is, their] = pairs.length === 1 ? ['Cell', 'is'] : ['Cells', 'are']
  throw refusal(
    `${is} ${names} ${their} in both conditions, “${used[0].name}” and “${used[1].name}”. Differences within cells need ${leastPairs} such cells at least, since fewer do not show how they vary. Record more cells in both, give different cells different names, or take cells of one name as different cells (nagumo groups --unpaired; in the window under Cells).`,
  )
}

/** @throws NagumoError GROUPS_UNFIT where the neuron model, its compared observable or the current differs */
export function refuseIncomparable(used: readonly ConditionReports[]): void {
  const all = used.flatMap(({ cells }) => cells.flatMap(({ reports }) => reports))
  const kinds = new Map<string, GroupReport[]>()
  for (const report of all) {
    const key = modelOf(report)
    kinds.set(key, [...(kinds.get(key) ?? []), report])
  }
  if (kinds.size < 2) return
  const said = [...kinds].map(
    ([kind, reports]) =>
      `${kind} (${labelOf(reports[0])}${reports.length > 1 ? ` and ${reports.length - 1} more` : ''})`,
  )
  throw refusal(
    `The reports are of different models: ${said.join('; ')}. Their parameters do not mean the same. Estimate all recordings with one model.`,
  )
}

/**
 * What defines the meaning of a parameter. Reports before version 2 do not store it; they are identified by their
 * model.
 */
function modelOf({ forward, model }: GroupReport): string {
  if (!forward) return model.name
  const { neuron, observable, protocol } = forward
  const current = protocol.kind === 'none' ? '' : `, ${JSON.stringify(protocol)}`
  return `${neuron.name}, ${observable.name}${current}`
}
