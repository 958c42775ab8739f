import type { ParameterDescription } from '../contract/common.ts'
import type { Evaluation } from '../contract/models.ts'
import { effectiveSampleSize, normalize } from '../inference/importance/weights.ts'
import { inverseOf } from '../inference/inverses.ts'
import { mixtureLogDensity, sampleMixture } from '../inference/mixture.ts'
import type { TargetScales } from '../inference/network/densities/density.ts'
import type { Learner } from '../inference/network/learner.ts'
import type { TrainedNetwork } from '../inference/network/trained-network.ts'
import { createProblem } from '../inference/problem.ts'
import { createParallelTarget } from '../inference/target.ts'
import type { Prior } from '../model/composition/prior.ts'
import { createRandom } from '../model/random.ts'
import { createParallelSimulator } from '../model/simulate/parallel-simulator.ts'
import { createBatchSource } from '../model/simulate/simulate.ts'
import { createSimulator } from '../model/simulate/simulator.ts'
import { describeAccuracy } from './accuracy.ts'
import { writeTruth } from './simulated-truth.ts'

const drawsPerTrace = 1000
/** Traces on which a point network's proposals are weighted. */
const weighedTraces = 250
/** Traces on which draws are weighted where each must be simulated by a solver, which takes a hundred times as long. */
const solvedTraces = 60
const chunk = 250

/**
 * Accuracy of the network alone on `traces` fresh traces: R² and RMSE of its estimates, coverage of its 90 %
 * intervals, ESS fraction of its draws weighted by the exact posterior. Simulates on all cores.
 * @param shouldStop polled between traces
 */
export async function evaluateNetwork(
  learner: Learner,
  scales: TargetScales,
  network: TrainedNetwork,
  traces: number,
  seed: number,
  shouldStop: () => boolean = () => false,
): Promise<Evaluation> {
  if (network.gives === 'posterior') {
    const { truth, means, coverage90, medianEssFraction } = await weighDraws(
      learner,
      network,
      traces,
      seed,
      shouldStop,
    )
    return {
      traces,
      seed,
      coverage90,
      medianEssFraction,
      ...describeAccuracy(columnsOf(learner.coordinates.quantities, null, truth, means)),
    }
  }
  const { truth, values } = readPoints(learner, scales, network, traces, seed)
  const few = await weighDraws(learner, network, Math.min(traces, weighedTraces), seed + 1, shouldStop)
  return {
    traces,
    seed,
    coverage90: null,
    medianEssFraction: few.medianEssFraction,
    ...describeAccuracy(columnsOf(learner.prior.parameters, learner.parameters, truth, values)),
  }
}

/** A point network's estimates on fresh traces of its training distribution; n × D, targets only. */
export function readPoints(
  learner: Learner,
  { target: { mean, sd } }: TargetScales,
  network: TrainedNetwork,
  traces: number,
  seed: number,
): { truth: Float64Array; values: Float64Array } {
  const { size, parameters: indices } = learner
  const D = learner.prior.parameters.length
  const batch = learner.simulations(traces)(createRandom(seed))
  const values = new Float64Array(traces * D).fill(Number.NaN)
  for (let from = 0; from < traces; from += chunk) {
    const n = Math.min(chunk, traces - from)
    const part = batch.traces.subarray(from * size, (from + n) * size)
    const outputs = network.outputs(part, n, learner.learnsFromNoise)
    for (let k = 0; k < n; k++) {
      indices.forEach((j, i) => {
        values[(from + k) * D + j] = mean[i] + sd[i] * outputs[k * indices.length + i]
      })
    }
  }
  return { truth: batch.parameters, values }
}

/** Draws from the network's proposals for fresh recordings, weighted by the exact posterior. */
async function weighDraws(
  { prior, coordinates, size }: Learner,
  network: TrainedNetwork,
  traces: number,
  seed: number,
  shouldStop: () => boolean,
) {
  const random = createRandom(seed)
  const batch = createBatchSource(prior, traces)(random)
  const { dimension, quantities } = coordinates
  const { logPosterior, close } = posteriorOf(prior)
  const fewer = createSimulator(prior.forward).kind === 'reference'
  const weighed = fewer ? Math.min(traces, solvedTraces) : traces
  const z = new Float64Array(drawsPerTrace * dimension)
  const values = new Float64Array(drawsPerTrace * dimension)
  const truth = new Float64Array(traces * dimension)
  const logTarget = new Float64Array(drawsPerTrace)
  const logProposal = new Float64Array(drawsPerTrace)
  const means = new Float64Array(traces * dimension)
  const covered = new Float64Array(dimension)
  const ess: number[] = []
  const own = new Float64Array(dimension)

  try {
    for (let from = 0; from < traces; from += chunk) {
      const n = Math.min(chunk, traces - from)
      const mixtures = network.condition(batch.traces.subarray(from * size, (from + n) * size), n)
      for (let k = 0; k < n && !shouldStop(); k++) {
        const row = from + k
        sampleMixture(mixtures[k], drawsPerTrace, random, z)
        for (let i = 0; i < drawsPerTrace; i++) {
          coordinates.quantitiesAt(z, i * dimension, values, i * dimension)
        }
        writeTruth(prior, coordinates, batch, row, own)
        coordinates.quantitiesAt(own, 0, truth, row * dimension)
        for (let j = 0; j < dimension; j++) {
          let below = 0
          for (let i = 0; i < drawsPerTrace; i++) {
            means[row * dimension + j] += values[i * dimension + j] / drawsPerTrace
            if (values[i * dimension + j] < truth[row * dimension + j]) below++
          }
          if (below > 0.05 * drawsPerTrace && below < 0.95 * drawsPerTrace) covered[j]++
        }
        if (row >= weighed) continue
        const observed = batch.traces.subarray(row * size, (row + 1) * size)
        const target = logPosterior(observed, z, drawsPerTrace, logTarget)
        mixtureLogDensity(mixtures[k], z, drawsPerTrace, logProposal)
        await target
        ess.push(effectiveSampleSize(normalize(logTarget.map((t, i) => t - logProposal[i]))) / drawsPerTrace)
      }
    }
  } finally {
    await close()
  }
  ess.sort((a, b) => a - b)
  return {
    truth,
    means,
    coverage90: Object.fromEntries(quantities.map(({ name }, j) => [name, covered[j] / traces])),
    medianEssFraction: ess[ess.length >> 1],
  }
}

/** The exact posterior of successive traces: on all cores where the kernel's sums suffice. */
function posteriorOf(prior: Prior) {
  if (!inverseOf(prior.observable).plainTarget) {
    const simulator = createSimulator(prior.forward)
    return {
      async logPosterior(observed: Float32Array, z: Float64Array, n: number, out: Float64Array) {
        const { target } = createProblem(prior, simulator, observed)
        target.logDensity(z, n, out, new Float64Array(n * target.extra))
      },
      async close() {},
    }
  }
  const simulator = createParallelSimulator(prior.forward)
  return { logPosterior: createParallelTarget(prior, simulator), close: () => simulator.close() }
}

/** Columns of two n × D arrays, by name. @param indices columns; all, if null */
function columnsOf(
  parameters: readonly ParameterDescription[],
  indices: readonly number[] | null,
  truth: Float64Array,
  estimate: Float64Array,
) {
  const D = parameters.length
  const column = (values: Float64Array, j: number): number[] =>
    Array.from({ length: values.length / D }, (_, k) => values[k * D + j])
  return Object.fromEntries(
    (indices ?? parameters.map((_, j) => j)).map((j) => [
      parameters[j].name,
      { truth: column(truth, j), estimate: column(estimate, j) },
    ]),
  )
}
