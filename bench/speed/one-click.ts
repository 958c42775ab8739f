import { existsSync } from 'node:fs'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { loadEstimator } from '../accuracy/estimates.ts'
import { referenceFolder, referenceTraces } from '../accuracy/reference-files.ts'
import { about, atMost, type Figure, median, notMeasured, type Section } from './figure.ts'

const fresh = 20

/** Duration of an estimate by stage: on fresh traces of the prior, and on the reference traces where available. */
export async function oneClick(model: string): Promise<Section> {
  const { name } = await loadTensorflow()
  const estimator = await loadEstimator(model)
  const { points } = estimator.prior.grid
  const { traces } = createBatchSource(estimator.prior, fresh)(createRandom(11))
  const figures = stages(
    'fresh traces',
    estimator,
    Array.from({ length: fresh }, (_, k) => Array.from(traces.subarray(k * points, (k + 1) * points))),
  )
  if (existsSync(referenceFolder)) {
    figures.push(...stages('reference traces', estimator, Object.values(referenceTraces())))
  } else {
    figures.push(notMeasured('reference traces', 'they are not here'))
  }
  const peak = process.resourceUsage().maxRSS / 1024
  figures.push(atMost('memory of the compute process, at most', peak, 'MB', 600))
  return { title: `One estimate (${name})`, figures }
}

function stages(of: string, estimator: Estimator, traces: number[][]): Figure[] {
  const runs = traces.map((trace, seed) => timeStages(estimator, trace, seed))
  const totals = runs.map((run) => run.total)
  const sensitivities = runs.map((run) => run.sensitivity)
  const what = `${traces.length} ${of}`
  return [
    about(`${what}: network, median`, 1000 * median(runs.map((run) => run.network)), 'ms', 5),
    about(`${what}: a round of draws, median`, 1000 * median(runs.flatMap((run) => run.rounds)), 'ms', 30),
    about(`${what}: rounds, median`, median(runs.map((run) => run.rounds.length)), '', 4),
    about(`${what}: checks, median`, 1000 * median(runs.map((run) => run.checks)), 'ms', 60),
    atMost(`${what}: numbers and verdict, median`, median(totals), 's', 0.25),
    atMost(`${what}: numbers and verdict, slowest`, Math.max(...totals), 's', 2),
    about(`${what}: sensitivity to fixed values, after these, median`, median(sensitivities), 's', 0.2),
    atMost(
      `${what}: with the sensitivity, slowest`,
      Math.max(...totals.map((s, k) => s + sensitivities[k])),
      's',
      2,
    ),
  ]
}

/** Seconds by stage; `total` until the numbers and the verdict, which a window shows before the sensitivity. */
function timeStages(estimator: Estimator, trace: number[], seed: number) {
  const scale = { offset: 0, gain: 1, timeScale: 1, start: 0 }
  const steps = estimate(
    { trace, seed, scale, voltageUnit: null, recordedSpikes: null, notes: [], rescalingParameters: 0 },
    estimator,
  )
  const rounds: number[] = []
  let shown: EstimateResult['timing'] | null = null
  let since = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      const { network, checks, total } = shown ?? step.value.timing
      const sensitivity = step.value.timing.total - total
      // The network runs in the first round only.
      rounds[0] -= network
      return { rounds, network, checks, total, sensitivity }
    }
    if (step.value.stage === 'sensitivity') shown ??= step.value.preliminary.timing
    if (step.value.stage === 'weighing') rounds.push((performance.now() - since) / 1000)
    since = performance.now()
  }
}
