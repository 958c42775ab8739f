import { NagumoError } from '../../contract/errors.ts'
import type { GroupedParameter } from '../../contract/groups.ts'
import { assumptionOf, type ParameterEstimate } from '../../contract/reports.ts'
import { parameterCautions } from './cautions.ts'
import { naturalScale, scaleMap } from './effect-scale.ts'
import { type ConditionReports, type GroupChoice, type GroupReport, labelOf } from './group-report.ts'

/** The phase at which a recording starts is no property of a cell. */
const never: ReadonlySet<string> = new Set(['phase'])
/** The only parameter of the group `recording` that belongs to the neuron: its time scale. */
const pace = 'tau'

/**
 * The parameters that all reports have, with draws by condition, cell and sweep.
 * @param paired whether cells of one name in both of two conditions are the same cell
 * @throws NagumoError USAGE for an unknown parameter or an impossible scale, GROUPS_UNFIT where units differ or
 * values are no numbers
 */
export function groupedParameters(
  used: readonly ConditionReports[],
  { parameters, scales = {} }: GroupChoice,
  paired: boolean,
): GroupedParameter[] {
  const all = used.flatMap(({ cells }) => cells.flatMap(({ reports }) => reports))
  const common = all[0].parameters.filter(
    ({ name }) =>
      !never.has(name) && all.every((report) => report.parameters.some((one) => one.name === name)),
  )
  const known = common.map(({ name }) => name)
  const unknown = [...(parameters ?? []), ...Object.keys(scales)].find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new NagumoError(
      'USAGE',
      `There is no parameter “${unknown}” that all reports have and that can be compared. There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ') || 'none'}.`,
    )
  const chosen = common.filter(({ name, group }) =>
    parameters ? parameters.includes(name) : group !== 'recording' || name === pace,
  )
  if (chosen.length === 0)
    throw new NagumoError('USAGE', 'No parameter was named, or the reports have none that can be compared.')
  return chosen.map((parameter) => {
    refuseUnits(parameter, all)
    const grouped = { ...grouped1(parameter, used, all, scales[parameter.name]), paired }
    const assumed = all
      .map((report) => assumptionOf(report, parameter.name))
      .find((text) => text !== undefined)
    return { ...grouped, cautions: parameterCautions(grouped, assumed) }
  })
}

function grouped1(
  { name, symbol, unit }: ParameterEstimate,
  used: readonly ConditionReports[],
  all: readonly GroupReport[],
  asked: GroupedParameter['scale'] | undefined,
): Omit<GroupedParameter, 'paired'> {
  const priors = all.map((report) => estimateOf(report, name).prior)
  const scale =
    asked ??
    naturalScale(
      name,
      priors.map(({ lower }) => lower),
      priors.map(({ upper }) => upper),
    )
  const { to } = scaleMap(scale)
  const sweepOf = (report: GroupReport) => {
    const own = estimateOf(report, name)
    const at = report.parameters.indexOf(own)
    const { lower, upper } = own.prior
    refuseNoNumbers(
      report,
      symbol,
      report.draws.map((row) => row[at]),
    )
    const draws = report.draws
      .map((row) => row[at])
      .filter((x) => x > lower && x < upper && Number.isFinite(to(x)))
    if (draws.length < report.draws.length / 2)
      throw new NagumoError(
        'USAGE',
        `${symbol} of ${labelOf(report)} can’t be compared as a ${scale}: its values must be ${scale === 'ratio' ? 'above 0' : 'between −1 and 1'}. Compare it as a difference.`,
      )
    return {
      label: labelOf(report),
      level: report.verdict.level,
      draws,
      prior: { lower, upper, density: own.priorDensity },
    }
  }
  const conditions = used.map((condition) => ({
    name: condition.name,
    cells: condition.cells.map((cell) => ({ name: cell.name, sweeps: cell.reports.map(sweepOf) })),
  }))
  return { name, symbol, unit, scale, cautions: [], conditions }
}

function estimateOf({ parameters }: GroupReport, name: string): ParameterEstimate {
  return parameters.find((one) => one.name === name)!
}

function refuseUnits({ name, symbol, unit }: ParameterEstimate, all: readonly GroupReport[]): void {
  const other = all.find((report) => estimateOf(report, name).unit !== unit)
  if (!other) return
  const said = (one: string | null): string => one ?? 'no unit'
  throw new NagumoError(
    'GROUPS_UNFIT',
    `${symbol} is in ${said(unit)} in ${labelOf(all[0])} and in ${said(estimateOf(other, name).unit)} in ${labelOf(other)}. Estimate all recordings in one unit.`,
  )
}

function refuseNoNumbers(report: GroupReport, symbol: string, draws: readonly number[]): void {
  const bad = draws.filter((x) => !Number.isFinite(x)).length
  if (bad > 0)
    throw new NagumoError(
      'GROUPS_UNFIT',
      `${bad} of ${draws.length} draws of ${symbol} of ${labelOf(report)} are no numbers. Estimate this recording again, or take it out.`,
    )
}
