import type {
  ComparedDifference,
  ComparedEstimate,
  ComparedParameter,
  Comparison,
} from '../../contract/comparisons.ts'
import { NagumoError } from '../../contract/errors.ts'
import { comparedReports } from '../../contract/limits.ts'
import type { ParameterEstimate, Report } from '../../contract/reports.ts'
import { createRandom, type Random } from '../../model/random.ts'
import { spreadOf } from '../groups/describe-groups.ts'
import { reportLabels } from './labels.ts'
import { comparisonWarnings, parameterWarnings } from './warnings.ts'

/** Draws are paired at random, reproducibly. */
const seed = 20

/** A parameter's draws in one of the reports. */
interface Own {
  report: number
  estimate: ParameterEstimate
  draws: Float64Array
}

/**
 * Compares reports: each parameter of each, and the differences of all pairs. Posteriors of different sweeps are
 * independent, so a difference is that of independent draws. Yields between parameters.
 * @param reports 2 to 20 different ones
 * @throws NagumoError USAGE
 */
export function* compareReports(reports: readonly Report[]): Generator<undefined, Comparison> {
  const { least, most } = comparedReports
  const twice = reports.find(({ id }, i) => reports.findIndex((other) => other.id === id) < i)
  if (twice)
    throw new NagumoError('USAGE', `The report “${twice.id}” was named twice. Name each report once.`)
  if (reports.length < least || reports.length > most)
    throw new NagumoError(
      'USAGE',
      `${least} to ${most} reports can be compared; ${reports.length} were named.`,
    )
  const labels = reportLabels(reports)
  const root = createRandom(seed)
  // The order in which each report's draws are paired with those of others.
  const orders = reports.map(({ draws }, i) => shuffled(draws.length, root.fork(i)))
  const parameters: ComparedParameter[] = []
  for (const name of namesOf(reports)) {
    yield
    parameters.push(compareParameter(name, reports, orders))
  }
  return {
    format: 'nagumo-comparison',
    version: 1,
    reports: reports.map(({ id, createdAt, recording, model, verdict }, i) => ({
      id,
      label: labels[i],
      recordingName: recording.name,
      sweep: recording.sweep,
      window: recording.window,
      modelName: model.name,
      createdAt,
      level: verdict.level,
      headline: verdict.headline,
    })),
    warnings: comparisonWarnings(reports, labels),
    parameters,
  }
}

/** In the order of the first report that has them. */
function namesOf(reports: readonly Report[]): string[] {
  return [...new Set(reports.flatMap(({ parameters }) => parameters.map(({ name }) => name)))]
}

function compareParameter(
  name: string,
  reports: readonly Report[],
  orders: readonly Uint32Array[],
): ComparedParameter {
  const own = reports.flatMap(({ parameters, draws }, report): Own[] => {
    const at = parameters.findIndex((one) => one.name === name)
    if (at < 0) return []
    return [
      { report, estimate: parameters[at], draws: Float64Array.from(orders[report], (i) => draws[i][at]) },
    ]
  })
  const { symbol, unit, meaning, group } = own[0].estimate
  return {
    name,
    symbol,
    unit,
    meaning,
    group,
    estimates: own.map(estimateOf),
    differences: own.flatMap((to, k) =>
      own
        .slice(0, k)
        .filter((from) => from.estimate.unit === to.estimate.unit)
        .map((from) => differenceOf(from, to)),
    ),
    warnings: parameterWarnings(
      symbol,
      own.map(({ estimate }) => estimate),
    ),
  }
}

function estimateOf({ report, estimate, draws }: Own): ComparedEstimate {
  const { unit, posterior, intervals, prior, posteriorDensity } = estimate
  const half = intervals?.posterior.find(({ share }) => share === 0.5)
  // The report's own quantiles, of all weighted draws; older reports have none for the inner interval: it is computed
  // from the stored draws.
  const { q25, q75 } = half ? { q25: half.from, q75: half.to } : spreadOf(draws)
  return { report, unit, posterior: { ...posterior, q25, q75 }, prior, posteriorDensity }
}

function differenceOf(from: Own, to: Own): ComparedDifference {
  const count = Math.min(from.draws.length, to.draws.length)
  const values = Float64Array.from({ length: count }, (_, i) => to.draws[i] - from.draws[i])
  const difference = spreadOf(values)
  return {
    from: from.report,
    to: to.report,
    difference,
    probabilityHigher: values.filter((value) => value > 0).length / count,
    told: difference.q05 > 0 || difference.q95 < 0,
  }
}

/** 0 … n − 1 in random order (Fisher–Yates shuffle). */
function shuffled(n: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
