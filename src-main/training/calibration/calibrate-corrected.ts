import { setImmediate } from 'node:timers/promises'
import { coordinatesOf } from '../../inference/coordinates.ts'
import { adaptiveImportanceSampling, type WeightedPosterior } from '../../inference/importance/sampler.ts'
import { pick } from '../../inference/mixture.ts'
import type { TrainedNetwork } from '../../inference/network/trained-network.ts'
import { createProblem } from '../../inference/problem.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { createRandom, type Random } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import { createWorkClock } from '../work-clock.ts'
import type { CalibrationSample } from './judge.ts'
import { ranksOf } from './trace-ranks.ts'

/**
 * 200 equally likely ranks: a fraction of the sampler's effective sample size, so that these are nearly independent.
 */
const draws = 199
/** Random stream of the search for a start. */
const startStream = 1

/** Number of traces: as many as time allows, between two limits. */
export interface CorrectionBudget {
  least: number
  most: number
  seconds: number
}

/**
 * Simulation-based calibration of the exact posterior, sampled as in an estimate: ranks of the truth among proposals
 * from the network, corrected by importance sampling and resampled by weight. A trace is the same whatever the
 * budget. Yields the number of finished traces.
 * @param signal aborts between rounds of the sampler
 */
export async function* sampleCorrected(
  prior: Prior,
  network: TrainedNetwork,
  budget: CorrectionBudget,
  seed: number,
  signal?: AbortSignal,
): AsyncGenerator<number, CalibrationSample> {
  const D = coordinatesOf(prior).dimension
  const root = createRandom(seed)
  const simulate = createBatchSource(prior, 1)
  const simulator = createSimulator(prior.forward)
  const ranks: CalibrationSample['ranks'][number][] = []
  let thin = 0
  const worked = createWorkClock()
  while (ranks.length < budget.least || (ranks.length < budget.most && worked() <= budget.seconds)) {
    const random = root.fork(ranks.length)
    const { parameters, traces } = simulate(random)
    const [proposal] = network.condition(traces, 1)
    const { target, coordinates, reading, settings, search, polish } = createProblem(prior, simulator, traces)
    const start = random.fork(startStream)
    const posterior = yield* endOf(
      adaptiveImportanceSampling(target, polish?.(proposal, start) ?? proposal, random, settings, () =>
        search(start),
      ),
      ranks.length,
      signal,
    )
    if (posterior.ess < draws) thin++
    const truth = new Float64Array(D)
    coordinates.of(parameters, 0, reading, truth, 0)
    const own = new Float64Array(1)
    target.logDensity(truth, 1, own, new Float64Array(target.extra))
    ranks.push(ranksOf({ truth, truthLogDensity: own[0], ...drawAgain(posterior, D, random) }, random))
    yield ranks.length
  }
  return { ranks, draws, seed, thin }
}

/** Runs the sampler to its end, yielding to the event loop between its rounds. */
async function* endOf(
  sampler: ReturnType<typeof adaptiveImportanceSampling>,
  done: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, WeightedPosterior> {
  for (;;) {
    await setImmediate()
    signal?.throwIfAborted()
    const step = sampler.next()
    if (step.done) return step.value
    yield done
  }
}

/** Independent draws by weight: ranks are uniform only for independent draws. */
function drawAgain({ z, logTarget, weights }: WeightedPosterior, D: number, random: Random) {
  const chosen = new Float64Array(draws * D)
  const drawsLogDensity = new Float64Array(draws)
  for (let i = 0; i < draws; i++) {
    const row = pick(weights, random.uniform())
    chosen.set(z.subarray(row * D, (row + 1) * D), i * D)
    drawsLogDensity[i] = logTarget[row]
  }
  return { draws: chosen, drawsLogDensity }
}
