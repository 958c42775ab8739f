import type { GroupedParameter } from '../../contract/groups.ts'
import { pairsOf } from '../../contract/paired-cells.ts'
import { plain } from '../../contract/quantities.ts'
import { counted } from '../../contract/wording.ts'
import { variance } from '../../signal/statistics/moments.ts'
import { pressedBelow } from '../checks/prior-edge.ts'
import { scaleMap } from './effect-scale.ts'
import type { ConditionReports } from './group-report.ts'
import { priorOnScale } from './prior-on-scale.ts'

/**
 * What weakens the result for all parameters.
 * @param leftOut number of excluded reports
 * @param paired whether cells in both of two conditions are the same
 */
export function cautionsOf(used: readonly ConditionReports[], leftOut: number, paired: boolean): string[] {
  const all = used.flatMap(({ cells }) => cells.flatMap(({ reports }) => reports))
  const doubtful = all.filter(({ verdict }) => verdict.level === 'caution').length
  const models = new Set(all.map(({ model }) => model.checksum))
  const noises = new Set(all.map(({ forward }) => forward?.noise.name ?? ''))
  const few = used.filter(({ cells }) => cells.length < 5)
  return [
    leftOut > 0 &&
      `${leftOut} ${leftOut === 1 ? 'report does' : 'reports do'} not count, being unreliable or without an estimate. Where that has to do with the condition, the comparison is of those cells that the model describes.`,
    doubtful > 0 &&
      `${doubtful} of ${all.length} reports have a verdict of caution; they count like the others.`,
    models.size > 1 &&
      `The reports were made with ${models.size} models of the same kind; each one's own prior is divided out.`,
    noises.size > 1 &&
      `The noise models differ (${[...noises].filter(Boolean).join(', ')}): σ and ρ do not mean the same in them.`,
    paired ? pairedCaution(used) : sharedCaution(used),
    few.length > 0 &&
      `${few.map(({ name, cells }) => `“${name}” has ${cells.length} cells`).join(', ')}: so few hardly determine the variation between cells, and the interval depends in part on the prior of their sd.`,
  ].filter((text) => text !== false)
}

/** About cells that are in both conditions, beside cells in only one. */
function pairedCaution(used: readonly ConditionReports[]): string {
  const pairs = pairsOf(used).length
  const alone = used.reduce((sum, { cells }) => sum + cells.length - pairs, 0)
  const few =
    pairs < 5 &&
    `${counted(pairs, 'paired cell')}: so few hardly determine the variation of differences, and the interval depends in part on the prior of their sd.`
  const others =
    alone > 0 &&
    `${counted(alone, 'cell is in one of them only and counts for its centre', 'cells are in one of them only and count for their centre')}.`
  return [
    `${counted(pairs, 'cell is', 'cells are')} in both conditions and taken as the same, measured twice. If cells of one name are different ones, compare them as different cells.`,
    others,
    few,
  ]
    .filter((text) => text !== false)
    .join(' ')
}

/** About cells in more than one condition that are analysed as different cells. */
function sharedCaution(used: readonly ConditionReports[]): string | false {
  const others = (at: number): readonly ConditionReports[] => used.filter((_, c) => c > at)
  const shared = used.flatMap(({ cells }, c) =>
    cells
      .map(({ name }) => name)
      .filter((name) => others(c).some((one) => one.cells.some((cell) => cell.name === name))),
  )
  const names = [...new Set(shared)]
  if (names.length === 0) return false
  const instead = used.length > 2 ? ' Only two conditions can be compared within cells.' : ''
  return `${names.length === 1 ? 'A cell is' : `${names.length} cells are`} in more than one condition (${listed(names)}). They are taken as different cells: the interval is right for those and too wide for changes within a cell.${instead}`
}

function listed(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}

/** A posterior sd above this fraction of the prior's sd means that the data are hardly informative. */
const littleTold = 0.7

/** What weakens the result for one parameter. @param assumption of reports whose interval depends on it */
export function parameterCautions(
  { symbol, conditions, scale, paired }: GroupedParameter,
  assumption: string | undefined,
): string[] {
  const sweeps = conditions.flatMap(({ cells }) => cells.flatMap((cell) => cell.sweeps))
  const priors = new Set(sweeps.map(({ prior }) => JSON.stringify(prior.density.y.map(short))))
  const { to } = scaleMap(scale)
  const pressed = sweeps.flatMap(({ draws, prior }) => {
    const sorted = Float64Array.from(draws, to).sort()
    const [low, middle, high] = [0.05, 0.5, 0.95].map((p) => sorted[Math.floor(p * (sorted.length - 1))])
    if ((middle - to(prior.lower)) / (high - middle) < pressedBelow) return [prior.lower]
    if ((to(prior.upper) - middle) / (middle - low) < pressedBelow) return [prior.upper]
    return []
  })
  const untold = sweeps.filter(({ draws, prior }) => {
    const map = scaleMap(scale)
    return Math.sqrt(variance(draws.map(map.to))) > littleTold * priorOnScale(prior, map).sd
  }).length
  const ends = [...new Set(pressed)].map((end) => plain(end, 3)).join(', ')
  const single = conditions.every(({ cells }) => cells.every((cell) => cell.sweeps.length === 1))
  return [
    pressed.length > 0 &&
      `In ${pressed.length} of ${sweeps.length} sweeps ${symbol} is truncated by a limit of its prior (${ends}); what lies beyond is extrapolated. Estimate these with a wider prior.`,
    untold > sweeps.length / 2 &&
      `${untold} of ${sweeps.length} sweeps are hardly more informative about ${symbol} than its prior: the sds of cells are then determined by assumptions, not measured.`,
    priors.size > 1 &&
      `The reports have ${priors.size} different priors of ${symbol}; each is divided out, but limits that differ cut off different values.`,
    assumption !== undefined && `${symbol} holds only together with an assumption: ${assumption}`,
    single &&
      `No cell has two sweeps: the sd of cells${paired ? ' and that of differences have' : ' has'} that of sweeps in it.`,
  ].filter((text) => text !== false)
}

/** Priors whose curves agree to four digits count as the same. */
function short(y: number): number {
  return Number(y.toPrecision(4))
}
