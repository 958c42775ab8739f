import type { EstimateJob, EstimateResult } from '../../src-main/contract/compute.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { quantile } from '../../src-main/signal/robust.ts'

/** A quantity's posterior with its true value. */
export interface Told {
  truth: number
  /** Statistics of the posterior’s draws. */
  mean: number
  sd: number
  q01: number
  q05: number
  q50: number
  q95: number
  q99: number
}

/** Outcome of the estimate of a simulated cell. */
export interface Outcome {
  kind: string
  /** Its index among the cells of its kind, from 0. */
  cell: number
  verdict: 'ok' | 'caution' | 'unreliable' | 'refused'
  /** Failed checks, or the reason of a refusal. */
  checks: string[]
  /** By name; empty where the estimate was refused. */
  told: Record<string, Told>
  cycles: number
  explained: number | null
  /** Effective sample size of the last round; of all draws, as a fraction and as a number. */
  lastEss: number
  essFraction: number
  ess: number
  /** Wall time; and CPU time, which is independent of other load. */
  seconds: number
  cpuSeconds: number
}

/** Quantities compared with the truth; those drawn in grey come last. */
export const quantities = ['vT', 'q', 'gKd', 'gNa', 'gNa/gKd', 'gL', 'iDrive', 'eNa', 'eK'] as const

/** Runs an estimate and compares it with the truth. */
export function outcomeOf(
  estimator: Estimator,
  { kind, cell, truth }: { kind: string; cell: number; truth: Record<string, number> },
  job: Pick<EstimateJob, 'trace' | 'notes' | 'cycles'>,
): Outcome {
  const elapsed = stopwatch()
  const scale = { offset: 0, gain: 1, timeScale: 1, start: 0 }
  const common = {
    seed: cell + 1,
    scale,
    voltageUnit: 'mV',
    recordedSpikes: null,
    rescalingParameters: 0,
  } as const
  const steps = estimate({ ...common, ...job }, estimator)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const { verdict, cycle, diagnostics, ...result } = step.value
  return {
    kind,
    cell,
    verdict: verdict.level,
    checks: verdict.reasons.filter(({ level }) => level !== 'ok').map(({ check }) => check),
    told: toldOf(estimator, result, truth),
    cycles: job.cycles?.recorded.intervals.length ?? Number.NaN,
    explained: cycle?.explained ?? null,
    lastEss: diagnostics.rounds.at(-1)?.essFraction ?? 0,
    essFraction: diagnostics.essFraction,
    ess: diagnostics.ess,
    ...elapsed(),
  }
}

/** @returns the time since the call */
export function stopwatch(): () => Pick<Outcome, 'seconds' | 'cpuSeconds'> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }
  }
}

function toldOf(
  { prior }: Estimator,
  { draws }: Pick<EstimateResult, 'draws'>,
  truth: Record<string, number>,
): Record<string, Told> {
  const place = (name: string): number => prior.parameters.findIndex((parameter) => parameter.name === name)
  const [sodium, potassium] = [place('gNa'), place('gKd')]
  return Object.fromEntries(
    quantities.flatMap((name) => {
      const ratio = name === 'gNa/gKd'
      const own = ratio ? truth.gNa / truth.gKd : truth[name]
      const values = draws.map((row) => (ratio ? row[sodium] / row[potassium] : row[place(name)]))
      return values.length > 0 ? [[name, tell(values, own)]] : []
    }),
  )
}

function tell(values: number[], truth: number): Told {
  const sorted = Float64Array.from(values).sort()
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length
  const sd = Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sorted.length)
  const [q01, q05, q50, q95, q99] = [0.01, 0.05, 0.5, 0.95, 0.99].map((p) => quantile(sorted, p))
  return { truth, mean, sd, q01, q05, q50, q95, q99 }
}
