import type { Summary } from '../../src-main/contract/common.ts'
import type { ParameterEstimate } from '../../src-main/contract/reports.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource, thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { findSpikes } from '../../src-main/recording/index.ts'
import { loadEstimator, printSampling, runEstimate } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'

/** One parameter of one trace: true value and estimate. */
interface Outcome {
  truth: number
  said: ParameterEstimate
}

/**
 * The full estimate on fresh traces, beside the network's own on the same ones: R² of the means (that of the exact
 * posterior is the limit), coverage of 90 % intervals, sampling, verdicts. Silent traces contain almost no information
 * on the neuron's parameters and dominate R²; the others are also reported separately.
 */
export async function corrected({ model, traces, seed }: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { prior } = estimator
  const D = prior.parameters.length
  const { points } = prior.grid
  const batch = createBatchSource(prior, traces)(createRandom(seed))
  const runs = Array.from({ length: traces }, (_, k) =>
    runEstimate(estimator, Array.from(batch.traces.subarray(k * points, (k + 1) * points)), k),
  )
  const spiking = Array.from({ length: traces }, (_, k) =>
    spikes(estimator, batch.parameters.subarray(k * D)),
  )
  const count = spiking.filter(Boolean).length
  console.log(`${model} on ${traces} fresh traces (seed ${seed}), ${count} of them with spikes`)
  const rows: Record<string, object> = {}
  prior.parameters.forEach(({ name }, j) => {
    const outcomes = runs.map(({ result }, k) => ({
      truth: batch.parameters[k * D + j],
      said: result.parameters[j] as ParameterEstimate | undefined,
      spiking: spiking[k],
    }))
    // A trace classified as silent has no estimates.
    const all = outcomes.filter((outcome): outcome is typeof outcome & Outcome => outcome.said !== undefined)
    const some = all.filter((outcome) => outcome.spiking)
    rows[name] = {
      'R² network': rSquared(all, 'network'),
      'R² exact': rSquared(all, 'posterior'),
      'R² network, spiking': rSquared(some, 'network'),
      'R² exact, spiking': rSquared(some, 'posterior'),
      'coverage network': coverage(all, 'network'),
      'coverage exact': coverage(all, 'posterior'),
    }
  })
  console.table(rows)
  const silent = runs.filter(({ result }) => result.parameters.length === 0).length
  if (silent > 0) console.log(`taken for silent: ${silent}`)
  printSampling(runs)
}

type Which = 'network' | 'posterior'

function rSquared(outcomes: Outcome[], which: Which): string {
  const mean = outcomes.reduce((s, { truth }) => s + truth, 0) / outcomes.length
  const total = outcomes.reduce((s, { truth }) => s + (truth - mean) ** 2, 0)
  const left = outcomes.reduce((s, { truth, said }) => s + (truth - said[which].mean) ** 2, 0)
  return (1 - left / total).toFixed(4)
}

function coverage(outcomes: Outcome[], which: Which): string {
  const inside = ({ truth, said }: Outcome): boolean => covers(said[which], truth)
  return (outcomes.filter(inside).length / outcomes.length).toFixed(3)
}

function covers({ q05, q95 }: Summary, truth: number): boolean {
  return truth > q05 && truth < q95
}

/** Whether the neuron spikes without noise. */
function spikes({ prior, simulator }: Estimator, parameters: Float64Array): boolean {
  const u = new Float32Array(prior.size)
  const theta = thetasOf(prior, parameters, 1)
  simulator.predictions(theta, 1, u)
  const clock = { samplingInterval: prior.grid.dt, start: 0 }
  const threshold = prior.observable.spikeLevel?.(prior.neuron, theta, 0).level ?? prior.neuron.spike.level
  return findSpikes(u, clock, { threshold }).times.length > 0
}
