import { createModelCache } from '../../src-main/compute/model-cache.ts'
import type { EstimateJob, EstimateResult } from '../../src-main/contract/compute.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'

export interface Timed {
  result: EstimateResult
  seconds: number
}

/** Loads a model, and runs it once to compile it. */
export async function loadEstimator(folder: string): Promise<Estimator> {
  const { model: estimator } = await createModelCache().lease(folder)
  runEstimate(estimator, new Array<number>(estimator.prior.size).fill(0), 1)
  return estimator
}

/** One estimate of a trace, as the Estimate button does it. @param job deviations from a trace in model units */
export function runEstimate(
  estimator: Estimator,
  trace: EstimateJob['trace'],
  seed: number,
  job: Partial<EstimateJob> = {},
): Timed {
  const started = performance.now()
  const scale = { offset: 0, gain: 1, timeScale: 1, start: 0 }
  const plain = { scale, voltageUnit: null, recordedSpikes: null, notes: [], rescalingParameters: 0 }
  const steps = estimate({ ...plain, ...job, trace, seed }, estimator)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return { result: step.value, seconds: (performance.now() - started) / 1000 }
}

export function quantileOf(values: readonly number[], p: number): number {
  const sorted = values.slice().sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]
}

/** Total cost of all estimates, and sampling efficiency. */
export function printSampling(runs: readonly Timed[]): void {
  const diagnostics = runs.map((run) => run.result.diagnostics)
  const row = (values: number[], digits: number) => ({
    least: quantileOf(values, 0).toFixed(digits),
    '1 %': quantileOf(values, 0.01).toFixed(digits),
    median: quantileOf(values, 0.5).toFixed(digits),
    '99 %': quantileOf(values, 0.99).toFixed(digits),
    most: quantileOf(values, 1).toFixed(digits),
  })
  console.table({
    'ESS, % of draws': row(
      diagnostics.map((d) => 100 * d.essFraction),
      1,
    ),
    'ESS of bare network draws, %': row(
      diagnostics.map((d) => 100 * d.networkEssFraction),
      2,
    ),
    'Pareto k̂': row(
      diagnostics.map((d) => d.paretoK),
      2,
    ),
    simulations: row(
      diagnostics.map((d) => d.simulations),
      0,
    ),
    seconds: row(
      runs.map((run) => run.seconds),
      3,
    ),
  })
  const enough = diagnostics.filter((d) => d.essFraction >= 0.2).length / runs.length
  console.log(`ESS of at least 20 % on ${(100 * enough).toFixed(1)} % of the traces`)
  const levels = new Map<string, number>()
  for (const { result } of runs) {
    const worst = result.verdict.reasons[0]
    const name = result.verdict.level === 'ok' ? 'ok' : `${result.verdict.level}: ${worst.check}`
    levels.set(name, (levels.get(name) ?? 0) + 1)
  }
  console.log('verdicts:', Object.fromEntries(levels))
}
