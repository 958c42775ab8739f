import type { Evaluation } from '../contract/models.ts'
import { effectiveSampleSize, normalize } from '../inference/importance/weights.ts'
import { mixtureLogDensity, sampleMixture } from '../inference/mixture.ts'
import type { PosteriorNetwork } from '../inference/network/posterior-network.ts'
import { createParallelTarget } from '../inference/target.ts'
import { createParallelSimulator } from '../simulation/parallel-simulator.ts'
import type { Prior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'
import { createBatchSource } from '../simulation/simulate.ts'

const drawsPerTrace = 1000
/** Points of the scatter plots kept on the card. */
const scatterPoints = 400

/**
 * How good the network alone is on `traces` fresh traces: R² and RMSE of its posterior mean, coverage of its
 * 90 % intervals, ESS fraction of its bare draws under the exact posterior. Simulates on all cores.
 * @param shouldStop asked between traces
 */
export async function evaluateNetwork(
  prior: Prior,
  network: PosteriorNetwork,
  traces: number,
  seed: number,
  shouldStop: () => boolean = () => false,
): Promise<Evaluation> {
  const random = createRandom(seed)
  const D = prior.parameters.length
  const { points } = prior.grid
  const batch = createBatchSource(prior, traces)(random)
  const simulator = createParallelSimulator(prior.model, prior.constants, prior.grid)
  const logPosterior = createParallelTarget(prior, simulator)
  const z = new Float64Array(drawsPerTrace * D)
  const values = new Float64Array(drawsPerTrace * D)
  const logTarget = new Float64Array(drawsPerTrace)
  const logProposal = new Float64Array(drawsPerTrace)
  const estimates = new Float64Array(traces * D)
  const covered = new Float64Array(D)
  const ess: number[] = []

  try {
    for (let from = 0; from < traces; from += 250) {
      const n = Math.min(250, traces - from)
      const mixtures = network.condition(batch.traces.subarray(from * points, (from + n) * points), n)
      for (let k = 0; k < n && !shouldStop(); k++) {
        const row = from + k
        sampleMixture(mixtures[k], drawsPerTrace, random, z)
        for (let i = 0; i < drawsPerTrace; i++) prior.fromUnbounded(z, i * D, values, i * D)
        for (let j = 0; j < D; j++) {
          const truth = batch.parameters[row * D + j]
          let below = 0
          for (let i = 0; i < drawsPerTrace; i++) {
            estimates[row * D + j] += values[i * D + j] / drawsPerTrace
            if (values[i * D + j] < truth) below++
          }
          if (below > 0.05 * drawsPerTrace && below < 0.95 * drawsPerTrace) covered[j]++
        }
        const observed = batch.traces.subarray(row * points, (row + 1) * points)
        const weighed = logPosterior(observed, z, drawsPerTrace, logTarget)
        mixtureLogDensity(mixtures[k], z, drawsPerTrace, logProposal)
        await weighed
        ess.push(effectiveSampleSize(normalize(logTarget.map((t, i) => t - logProposal[i]))) / drawsPerTrace)
      }
    }
  } finally {
    await simulator.close()
  }
  ess.sort((a, b) => a - b)
  const result: Evaluation = {
    traces,
    seed,
    r2: {},
    rmse: {},
    coverage90: {},
    medianEssFraction: ess[ess.length >> 1],
    scatter: {},
  }
  prior.parameters.forEach(({ name }, j) => {
    const truth = Array.from({ length: traces }, (_, k) => batch.parameters[k * D + j])
    const estimate = Array.from({ length: traces }, (_, k) => estimates[k * D + j])
    const mean = truth.reduce((a, b) => a + b, 0) / traces
    const residual = truth.reduce((s, t, k) => s + (t - estimate[k]) ** 2, 0)
    result.r2[name] = 1 - residual / truth.reduce((s, t) => s + (t - mean) ** 2, 0)
    result.rmse[name] = Math.sqrt(residual / traces)
    result.coverage90[name] = covered[j] / traces
    const digits = (x: number) => Number(x.toPrecision(5))
    result.scatter[name] = {
      truth: truth.slice(0, scatterPoints).map(digits),
      estimate: estimate.slice(0, scatterPoints).map(digits),
    }
  })
  return result
}
