import type { PriorFile } from '../../src-main/contract/priors.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import type { Prior } from '../../src-main/model/composition/prior.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { priorAtTimes } from '../../src-main/model/composition/prior-at-times.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import type { Random } from '../../src-main/model/random.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { createRowSolver, createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { prepareObservation } from '../../src-main/recording/index.ts'
import type { ObservationSource } from '../../src-main/signal/sweep.ts'
import { loadEstimator, quantileOf, runEstimate, type Timed } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'

/** Refinement of the truth's solver relative to the model's, so that its errors do not affect the comparison. */
const finer = 4

/** “Rudi 2022” with white noise: it has no network, so the start is found by the likelihood. */
const whitePrior: PriorFile = {
  ...rudi2022,
  version: 3,
  name: 'Rudi 2022, white noise',
  noise: { kind: 'white' },
  parameters: Object.fromEntries(
    Object.entries(rudi2022.parameters).filter(([name]) => name !== 'rho'),
  ) as PriorFile['parameters'],
}

/**
 * Traces in model units at random times, as many as the grid has points, with white noise and with continuous-time
 * AR(1) noise: coverage of 90 % intervals by the likelihood at these times.
 */
export async function uneven({ model, traces, seed }: AccuracyOptions): Promise<void> {
  const shipped = await loadEstimator(model)
  const white = createPrior(whitePrior)
  const kinds: Record<string, Estimator & { file: PriorFile }> = {
    'AR(1)': { ...shipped, file: rudi2022 },
    white: {
      prior: white,
      priorChanged: false,
      network: null,
      simulator: createSimulator(white.forward),
      file: whitePrior,
    },
  }
  const rows = Object.entries(kinds).map(([kind, estimator]) => {
    const runs = measure(estimator, estimator.file, traces, createRandom(seed))
    return [kind, summary(estimator.prior, runs)]
  })
  console.log(
    `${traces} traces each (seed ${seed}), standard error of a coverage of 0.9: ${Math.sqrt(0.09 / traces).toFixed(3)}`,
  )
  console.table(Object.fromEntries(rows))
}

interface Run extends Timed {
  truth: Float64Array
}

function measure(estimator: Estimator, file: PriorFile, traces: number, random: Random): Run[] {
  const { prior } = estimator
  return Array.from({ length: traces }, (_, k) => {
    const truth = new Float64Array(prior.parameters.length)
    prior.sample(random, truth, 0)
    const observation = prepareObservation(record(prior, truth, random), file, {})
    const run = runEstimate(estimator, observation.d, k, {
      ...(observation.ownSamples && { ownSamples: observation.ownSamples }),
      recordedSpikes: null,
    })
    return { ...run, truth }
  })
}

/** As many random times as grid points, the first at 0. */
function record(prior: Prior, truth: Float64Array, random: Random): ObservationSource {
  const { dt, points, substeps } = prior.grid
  const times = Float64Array.from({ length: points }, () => dt * (points - 1) * random.uniform()).sort()
  times[0] = 0
  const interval = times[points - 1] / (points - 1)
  const fine = { ...prior, grid: { dt, points, substeps: finer * substeps } }
  const own = priorAtTimes(fine, times, interval)
  const samples = new Float64Array(points)
  createRowSolver(own.forward)(thetasOf(prior, truth, 1), 0, samples)
  own.noise(truth, 0).add(samples, 0, points, random)
  return { samples, samplingInterval: interval, start: 0, times, voltageUnit: 'none' }
}

function summary(prior: Prior, runs: readonly Run[]): Record<string, string | number> {
  const told = runs.filter(({ result }) => result.parameters.length > 0)
  const coverage = prior.parameters.map(({ name }, j) => {
    const inside = told.filter(({ truth, result }) => {
      const { q05, q95 } = result.parameters[j].posterior
      return truth[j] > q05 && truth[j] < q95
    })
    return [name, (inside.length / told.length).toFixed(3)]
  })
  const diagnostics = told.map(({ result }) => result.diagnostics)
  return {
    told: told.length,
    ...Object.fromEntries(coverage),
    'ESS ≥ 400': diagnostics.filter(({ ess }) => ess >= 400).length,
    ok: told.filter(({ result }) => result.verdict.level === 'ok').length,
    seconds: quantileOf(
      told.map(({ seconds }) => seconds),
      0.5,
    ).toFixed(2),
  }
}
