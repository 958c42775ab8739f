import { appendFileSync } from 'node:fs'
import type { EstimateJob, EstimateResult } from '../../src-main/contract/compute.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { loadEstimator, quantileOf, runEstimate, type Timed } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'
import { jobOf, record } from './recordings-at-other-rates.ts'

/** Samples of the recording per point of the model’s grid. */
const usual = [2, 3.7, 8, 20, 50, 0.6, 1]
interface Pair {
  truth: number[]
  /** From the recording's own samples, and from the resampled data alone. */
  own: Timed
  grid: Timed
}

/**
 * Recordings sampled at other rates than the model's grid, estimated from their own samples and from samples resampled
 * to the grid: coverage of 90 % intervals, median width for the neuron's parameters, time. ρ is drawn from (0, its
 * upper limit), since noise in continuous time has no other.
 */
export async function ownSamples({
  model,
  traces,
  seed,
  ratios = usual,
  out,
}: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const rows: Record<string, object> = {}
  for (const ratio of ratios) {
    const pairs = measure(estimator, ratio, traces, seed, (pair) => {
      if (out) appendFileSync(out, `${JSON.stringify({ ratio, ...shortened(pair) })}\n`)
    })
    rows[ratio] = summary(estimator, pairs)
    console.table({ [ratio]: rows[ratio] })
  }
  console.log(`${model}, ${traces} recordings each (seed ${seed})`)
  console.table(rows)
}

function measure(
  estimator: Estimator,
  ratio: number,
  traces: number,
  seed: number,
  done: (pair: Pair) => void,
): Pair[] {
  const { prior } = estimator
  const D = prior.parameters.length
  const random = createRandom(seed)
  const { parameters } = createBatchSource(prior, traces, { noise: false })(random)
  const rho = prior.parameters.findIndex(({ name }) => name === 'rho')
  return Array.from({ length: traces }, (_, k) => {
    const values = parameters.slice(k * D, (k + 1) * D)
    const { lower, upper } = prior.distributions[rho]
    if (lower < 0) values[rho] = upper * random.uniform()
    const job = jobOf(estimator, record(estimator, values, ratio, random))
    const onGrid = { ...job, ownSamples: undefined }
    const run = (one: Partial<EstimateJob>): Timed => runEstimate(estimator, job.trace, k, one)
    const runs = k % 2 === 0 ? [run(job), run(onGrid)] : [run(onGrid), run(job)].reverse()
    const pair = { truth: Array.from(values), own: runs[0], grid: runs[1] }
    done(pair)
    return pair
  })
}

function summary({ prior }: Estimator, pairs: Pair[]): Record<string, string | number> {
  const told = pairs.filter(({ own, grid }) =>
    [own, grid].every(({ result }) => result.parameters.length > 0),
  )
  const row: Record<string, string | number> = { told: told.length }
  const names = prior.parameters.map(({ name }) => name)
  for (const name of ['sigma', 'rho', 'theta0', 'theta1', 'tau']) {
    const j = names.indexOf(name)
    if (j < 0) continue
    const held = (which: 'own' | 'grid'): string => {
      const inside = told.filter((pair) => {
        const { q05, q95 } = pair[which].result.parameters[j].posterior
        return pair.truth[j] > q05 && pair.truth[j] < q95
      })
      return (inside.length / told.length).toFixed(3)
    }
    row[name] = `${held('own')} (${held('grid')})`
  }
  for (const name of ['theta0', 'theta1']) {
    const j = names.indexOf(name)
    const width = (which: 'own' | 'grid'): number =>
      quantileOf(
        told.map((pair) => {
          const { q05, q95 } = pair[which].result.parameters[j].posterior
          return q95 - q05
        }),
        0.5,
      )
    row[`width ${name}`] = `${width('own').toFixed(4)} (${width('grid').toFixed(4)})`
  }
  const seconds = (which: 'own' | 'grid'): number =>
    quantileOf(
      told.map((pair) => pair[which].seconds),
      0.5,
    )
  row.time = `${seconds('own').toFixed(3)}/${seconds('grid').toFixed(3)} = ${(seconds('own') / seconds('grid')).toFixed(2)}`
  for (const which of ['own', 'grid'] as const) {
    const ok = pairs.filter((pair) => pair[which].result.verdict.level === 'ok').length
    row[`ok, ${which}`] = ok
    row[`ESS ≥ 20 %, ${which}`] = pairs.filter(
      (pair) => pair[which].result.diagnostics.essFraction >= 0.2,
    ).length
  }
  return row
}

function shortened({ truth, own, grid }: Pair): object {
  const of = ({ result, seconds }: Timed): object => ({
    seconds,
    timing: result.timing,
    intervals: result.parameters.map(({ posterior: { q05, q50, q95 } }) => [q05, q50, q95]),
    diagnostics: { ...result.diagnostics, rounds: result.diagnostics.rounds.length },
    verdict: worst(result),
  })
  return { truth, own: of(own), grid: of(grid) }
}

function worst({ verdict }: EstimateResult): string[] {
  return [verdict.level, ...verdict.reasons.filter(({ level }) => level !== 'ok').map(({ check }) => check)]
}
