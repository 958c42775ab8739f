import type { Calibrated, ModelCalibration, Recalibration } from '../../contract/calibration.ts'
import { whole } from '../../contract/report-words.ts'
import { coordinatesOf } from '../../inference/coordinates.ts'
import { recalibrate } from '../../inference/network/recalibration.ts'
import type { TrainedNetwork } from '../../inference/network/trained-network.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { type CorrectionBudget, sampleCorrected } from './calibrate-corrected.ts'
import { posteriorsOf, sampleNetwork } from './calibrate-network.ts'
import { fitRecalibration, type Judged, keepWhatHelps } from './fit-recalibration.ts'
import { judgeCalibration } from './judge.ts'

export interface CalibrationSettings {
  /** Traces that the network alone is judged on, and that a recalibration is fitted to. */
  traces: number
  /** Null: importance sampling is not looked at. */
  correction: CorrectionBudget | null
  seed: number
}

/** Streams of the seed: no trace serves two purposes. */
const streams = { network: 1, fit: 2, trial: 3, recalibrated: 4, corrected: 5 }

/**
 * Calibrates a network: judges what it says by itself; fits a recalibration on other traces and, where that is clearly
 * better on yet others, judges the recalibrated network on fresh ones; judges what importance sampling makes of it.
 * Yields what it is doing.
 * @param network as it was trained @param settings.seed the same seed gives the same traces
 * @param known a recalibration that the network has already: it is judged, and none is fitted
 */
export async function* calibrateModel(
  prior: Prior,
  network: TrainedNetwork,
  { traces, correction, seed }: CalibrationSettings,
  signal?: AbortSignal,
  known: Recalibration | null = null,
): AsyncGenerator<string, Calibrated> {
  const root = createRandom(seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()
  const calibration: ModelCalibration = { network: null, corrected: null, recalibrated: null }
  let recalibration: Recalibration | null = null
  let used = network
  if (network.gives === 'posterior') {
    const judge = async function* (of: TrainedNetwork, stream: number, text: string) {
      const sample = yield* told(sampleNetwork(prior, of, traces, seedOf(stream), signal), text, traces)
      return judgeCalibration(sample, coordinatesOf(prior).quantities)
    }
    calibration.network = yield* judge(network, streams.network, 'checking the calibration')
    recalibration =
      known ??
      (yield* findRecalibration(prior, network, traces, [streams.fit, streams.trial].map(seedOf), signal))
    if (recalibration) {
      used = recalibrated(network, recalibration)
      calibration.recalibrated = yield* judge(used, streams.recalibrated, 'checking the recalibrated network')
    }
  }
  if (correction) {
    const sampling = sampleCorrected(prior, used, correction, seedOf(streams.corrected), signal)
    const sample = yield* told(sampling, 'checking importance sampling', correction.most)
    calibration.corrected = judgeCalibration(sample, coordinatesOf(prior).quantities)
  }
  return { calibration, recalibration }
}

/** Fitted on as many traces as it is tried on; null where the network is better left as it is. */
async function* findRecalibration(
  prior: Prior,
  network: TrainedNetwork,
  traces: number,
  [seed, trialSeed]: number[],
  signal: AbortSignal | undefined,
): AsyncGenerator<string, Recalibration | null> {
  yield 'fitting a recalibration'
  const found = fitRecalibration(await allOf(posteriorsOf(prior, network, traces, seed, signal)))
  const kept = keepWhatHelps(await allOf(posteriorsOf(prior, network, traces, trialSeed, signal)), found)
  return kept && { ...kept, traces, seed }
}

/** The same network with its posteriors stretched and shifted; disposed of with it. */
function recalibrated(network: TrainedNetwork, recalibration: Recalibration): TrainedNetwork {
  return {
    ...network,
    condition: (traces, n) =>
      network.condition(traces, n).map((mixture) => recalibrate(mixture, recalibration)),
  }
}

async function allOf(parts: AsyncGenerator<Judged[]>): Promise<Judged[]> {
  const all: Judged[] = []
  for await (const part of parts) all.push(...part)
  return all
}

/** Puts how many traces are done into words. */
async function* told<T>(
  work: AsyncGenerator<number, T>,
  text: string,
  of: number,
): AsyncGenerator<string, T> {
  let last = -1
  for (;;) {
    const step = await work.next()
    if (step.done) return step.value
    if (step.value === last) continue
    last = step.value
    yield `${text}: ${whole(last)} of ${whole(of)} traces`
  }
}
