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
  /** Traces that test the network alone, and that a recalibration is fitted to. */
  traces: number
  /** Null: importance sampling is not calibrated. */
  correction: CorrectionBudget | null
  seed: number
}

/** Random streams of the seed: no trace is used twice. */
const streams = { network: 1, fit: 2, trial: 3, recalibrated: 4, corrected: 5 }

/**
 * Calibrates a network: tests its own posteriors; fits a recalibration on other traces and, where that is
 * significantly better on a third set, tests the recalibrated network on fresh ones; tests the importance-sampled
 * posteriors. Yields progress texts.
 * @param network as trained @param settings.seed the same seed gives the same traces
 * @param known an existing recalibration of the network: it is tested, and none is fitted
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

/** Fitted and validated on equal numbers of traces; null where the network is better left unchanged. */
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

/** The same network with its posteriors stretched and shifted; disposing it disposes the original. */
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

/** Converts the number of finished traces to a progress text. */
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
