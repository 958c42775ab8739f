import { appendFileSync } from 'node:fs'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { compareNoises } from '../../src-main/inference/importance/compare-noises.ts'
import { samplesInWindow } from '../../src-main/model/observable/sweep/own-samples.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { runEstimate } from './estimates.ts'
import { estimatorOf, recordingWith } from './noises/estimators.ts'
import { addPink } from './noises/pink.ts'
import type { AccuracyOptions } from './options.ts'
import { jobOf, type Made, record } from './recordings-at-other-rates.ts'

/** A cell with a gain of 13 mV and a period of several hundred ms: the window is 1.6 s long. */
const scale = { offset: -50, gain: 13, timeScale: 8 }
const kinds = ['white+ar1', 'ar2', 'ar1', 'white']
/** mV/s. */
const driftRates = [1, 0, 2, 0.5]
/** mV. */
const humAmplitude = 0.5

/**
 * Recordings in mV with each kind of noise, with drift, or with 1/f noise: coverage of 90 % intervals by the posterior
 * under each noise model, started without a network; and which noise model the evidence selects.
 */
export async function noises({ traces, seed, ratios = [2, 8], out, only }: AccuracyOptions): Promise<void> {
  const asked = (part: string): boolean => only === undefined || only.includes(part)
  const note = (line: object): void => {
    if (out) appendFileSync(out, `${JSON.stringify(line)}\n`)
  }
  for (const ratio of ratios) {
    if (asked('coverage')) console.table(coverage(ratio, traces, seed, note))
    if (asked('drift')) console.table(drifts(ratio, traces, seed, note))
    if (asked('hum')) console.table(hums(ratio, traces, seed, note))
    if (asked('pink')) console.table(pink(ratio, traces, seed, note))
    if (asked('choice')) console.table(choice(ratio, traces, seed, note))
    console.log(`${ratio} samples a point of the grid, ${traces} recordings each (seed ${seed})`)
  }
}

type Note = (line: object) => void
type Row = Record<string, string | number>

interface Run {
  truth: Record<string, number>
  result: EstimateResult
}

/** Recordings drawn from a prior, fitted by several estimators. */
function recordings(
  maker: Estimator,
  estimators: readonly Estimator[],
  { ratio, traces, seed }: { ratio: number; traces: number; seed: number },
  done: (runs: Run[]) => void,
  made: (values: Float64Array, random: Random) => Made = () => ({}),
): Run[][] {
  const random = createRandom(seed)
  const { parameters } = createBatchSource(maker.prior, traces, { noise: false })(random)
  const D = maker.prior.parameters.length
  return Array.from({ length: traces }, (_, k) => {
    const values = parameters.slice(k * D, (k + 1) * D)
    const truth = truthOf(maker, values, ratio)
    const recorded = record(maker, values, ratio, random, { scale, ...made(values, random) })
    const runs = estimators.map((estimator) => {
      const job = jobOf(estimator, recorded, scale)
      return { truth, result: runEstimate(estimator, job.trace, k, job).result }
    })
    done(runs)
    return runs
  })
}

/**
 * The drawn values; for noise defined at the compared samples, its parameters there, from its first two
 * autocorrelations.
 */
function truthOf({ prior }: Estimator, values: Float64Array, ratio: number): Record<string, number> {
  const truth = Object.fromEntries(prior.parameters.map(({ name }, j) => [name, values[j]]))
  const { noiseModel, grid } = prior
  if (!noiseModel.ofComparedSamples) return truth
  const { k } = samplesInWindow(new Float64Array(grid.points * Math.ceil(ratio)), 0, ratio, grid)!
  const noise = prior.noise(values, 0).atStep(k)
  const own = noiseModel.valuesOf(noise.sd, noise.correlation(1), grid.dt, noise.correlation(2))
  noiseModel.parameters.forEach(({ name }, i) => {
    truth[name] = own[i]
  })
  return truth
}

/** Coverage, bias and spread of z = (mean − truth)/sd, and verdicts. */
function summary(runs: readonly Run[], names: readonly string[]): Row {
  const told = runs.filter(({ result }) => result.parameters.length > 0)
  const row: Row = { told: told.length }
  for (const name of names) {
    const found = told.flatMap(({ truth, result }) => {
      const posterior = result.parameters.find((p) => p.name === name)?.posterior
      return posterior ? [{ truth: truth[name] ?? 0, ...posterior }] : []
    })
    if (found.length === 0) continue
    const held = found.filter(({ truth, q05, q95 }) => truth > q05 && truth < q95).length / found.length
    const z = found.map(({ truth, mean, sd }) => (mean - truth) / sd)
    const bias = z.reduce((a, b) => a + b, 0) / z.length
    row[name] = `${held.toFixed(3)} (${bias.toFixed(2)} sd)`
  }
  const flagged = (check: string): number =>
    runs.filter(({ result }) =>
      result.verdict.reasons.some((reason) => reason.check === check && reason.level !== 'ok'),
    ).length
  row.ok = runs.filter(({ result }) => result.verdict.level === 'ok').length
  row.levelChange = flagged('levelChange')
  row.whiteness = flagged('whiteness')
  row['ESS ≥ 400'] = told.filter(({ result }) => result.diagnostics.ess >= 400).length
  return row
}

function lineOf({ truth, result }: Run): object {
  return {
    truth,
    intervals: Object.fromEntries(result.parameters.map(({ name, posterior }) => [name, posterior])),
    diagnostics: { ...result.diagnostics, rounds: result.diagnostics.rounds.length },
    verdict: result.verdict.reasons.filter(({ level }) => level !== 'ok').map(({ check }) => check),
    seconds: result.timing.total,
  }
}

const names = ['theta0', 'theta1', 'tau', 'offset', 'gain', 'sigma', 'rho', 'phi2', 'white', 'drift']

function coverage(ratio: number, traces: number, seed: number, note: Note): Record<string, Row> {
  return Object.fromEntries(
    kinds.map((kind) => {
      const estimator = estimatorOf(recordingWith(kind))
      const runs = recordings(estimator, [estimator], { ratio, traces, seed }, ([run]) =>
        note({ part: 'coverage', ratio, kind, ...lineOf(run) }),
      )
      return [`${kind} at ${ratio}`, summary(runs.flat(), names)]
    }),
  )
}

function drifts(ratio: number, traces: number, seed: number, note: Note): Record<string, Row> {
  const rows: Record<string, Row> = {}
  const without = estimatorOf(recordingWith('ar1'))
  const withDrift = estimatorOf(recordingWith('ar1', 1))
  for (const rate of driftRates) {
    const drift = (rate * scale.timeScale) / scale.gain / 1000
    const both = recordings(
      without,
      [without, withDrift],
      { ratio, traces, seed },
      (runs) => {
        for (const run of runs) {
          run.truth.drift = drift
          note({ part: 'drift', ratio, rate, what: run === runs[0] ? 'no trend' : 'trend', ...lineOf(run) })
        }
      },
      () => ({ drift: rate }),
    )
    for (const [i, what] of ['no trend', 'trend'].entries()) {
      const runs = both.map((pair) => pair[i])
      rows[`${rate} mV/s, ${what}`] = summary(runs, names)
    }
  }
  return rows
}

/** Mains hum of 0.5 mV: how often it is detected, and coverage with and without it. */
function hums(ratio: number, traces: number, seed: number, note: Note): Record<string, Row> {
  const estimator = estimatorOf(recordingWith('ar1'))
  const rows: Record<string, Row> = {}
  for (const frequency of [0, 50, 60]) {
    const runs = recordings(
      estimator,
      [estimator],
      { ratio, traces, seed },
      ([run]) => note({ part: 'hum', ratio, frequency, ...lineOf(run) }),
      () => ({ hum: { frequency, amplitude: frequency > 0 ? humAmplitude : 0 } }),
    ).flat()
    const isNamed = ({ result: { verdict } }: Run): boolean =>
      verdict.reasons.some(({ check, level }) => check === 'hum' && level !== 'ok')
    const isOk = ({ result: { verdict } }: Run): boolean => verdict.level === 'ok'
    rows[`${frequency} Hz`] = { named: runs.filter(isNamed).length, ...summary(runs, names) }
    rows[`${frequency} Hz, where ok`] = summary(runs.filter(isOk), names)
  }
  return rows
}

function pink(ratio: number, traces: number, seed: number, note: Note): Record<string, Row> {
  const by = [
    { what: 'AR(1)', file: recordingWith('ar1') },
    { what: 'white + AR(1)', file: recordingWith('white+ar1') },
    { what: 'AR(2)', file: recordingWith('ar2') },
    { what: 'AR(1), drift', file: recordingWith('ar1', 1) },
  ]
  const maker = estimatorOf(recordingWith('white'))
  const all = recordings(
    maker,
    by.map(({ file }) => estimatorOf(file)),
    { ratio, traces, seed },
    (runs) => {
      for (const [i, run] of runs.entries()) note({ part: 'pink', ratio, what: by[i].what, ...lineOf(run) })
    },
    (values, random) => ({
      addNoise: (samples) => addPink(samples, maker.prior.noise(values, 0).sd, random),
    }),
  )
  const rows = by.map(
    ({ what }, i) =>
      [
        `1/f by ${what}`,
        summary(
          all.map((runs) => runs[i]),
          names,
        ),
      ] as const,
  )
  return Object.fromEntries(rows)
}

/** Whether the evidence selects the true noise model. */
function choice(ratio: number, traces: number, seed: number, note: Note): Record<string, Row> {
  const estimators = kinds.map((kind) => estimatorOf(recordingWith(kind)))
  return Object.fromEntries(
    estimators.map((maker, i) => {
      const chosen: Row = {}
      recordings(maker, estimators, { ratio, traces, seed }, (runs) => {
        if (runs.some(({ result }) => result.parameters.length === 0)) return
        const evidence = runs.map(({ result }, k) => ({
          kind: kinds[k],
          logEvidence: result.diagnostics.logEvidence,
        }))
        const { favoured } = compareNoises(evidence)
        note({ part: 'choice', ratio, kind: kinds[i], evidence, truth: runs[i].truth })
        const name = favoured ?? 'undecided'
        chosen[name] = Number(chosen[name] ?? 0) + 1
      })
      return [`${kinds[i]} at ${ratio}`, chosen]
    }),
  )
}
