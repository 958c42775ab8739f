import { setImmediate } from 'node:timers/promises'
import { coordinatesOf } from '../../inference/coordinates.ts'
import { mixtureLogDensity, sampleMixture } from '../../inference/mixture.ts'
import type { TrainedNetwork } from '../../inference/network/trained-network.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import { writeTruth } from '../simulated-truth.ts'
import type { Judged } from './fit-recalibration.ts'
import type { CalibrationSample } from './judge.ts'
import { ranksOf } from './trace-ranks.ts'

/** 1,000 equally likely ranks. */
const draws = 999
const chunk = 100

/**
 * Ranks of the truth among draws of the network's own posteriors, on `traces` fresh traces. Yields the number of
 * finished traces.
 * @param signal aborts between chunks of traces
 */
export async function* sampleNetwork(
  prior: Prior,
  network: TrainedNetwork,
  traces: number,
  seed: number,
  signal?: AbortSignal,
): AsyncGenerator<number, CalibrationSample> {
  const D = coordinatesOf(prior).dimension
  const random = createRandom(seed).fork(1)
  const z = new Float64Array(draws * D)
  const drawsLogDensity = new Float64Array(draws)
  const own = new Float64Array(1)
  const ranks: CalibrationSample['ranks'][number][] = []
  for await (const judged of posteriorsOf(prior, network, traces, seed, signal)) {
    for (const { mixture, truth } of judged) {
      sampleMixture(mixture, draws, random, z)
      mixtureLogDensity(mixture, z, draws, drawsLogDensity)
      mixtureLogDensity(mixture, truth, 1, own)
      ranks.push(ranksOf({ truth, draws: z, truthLogDensity: own[0], drawsLogDensity }, random))
    }
    yield ranks.length
  }
  return { ranks, draws, seed, thin: 0 }
}

/** The network's posteriors of fresh traces with the truth of each, in chunks. */
export async function* posteriorsOf(
  prior: Prior,
  network: TrainedNetwork,
  traces: number,
  seed: number,
  signal?: AbortSignal,
): AsyncGenerator<Judged[]> {
  const coordinates = coordinatesOf(prior)
  const random = createRandom(seed)
  for (let from = 0; from < traces; from += chunk) {
    await setImmediate()
    signal?.throwIfAborted()
    const n = Math.min(chunk, traces - from)
    const batch = createBatchSource(prior, n)(random)
    const mixtures = network.condition(batch.traces, n)
    yield mixtures.map((mixture, k) => {
      const truth = new Float64Array(coordinates.dimension)
      writeTruth(prior, coordinates, batch, k, truth)
      return { mixture, truth }
    })
  }
}
