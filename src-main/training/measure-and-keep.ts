import type { TrainJob } from '../contract/compute.ts'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createTrainedNetwork, type NetworkParts } from '../inference/network/trained-network.ts'
import type { NewCard } from '../library/model-format/model-files.ts'
import { createRandom } from '../model/random.ts'
import type { CorrectionBudget } from './calibration/calibrate-corrected.ts'
import { calibrateModel } from './calibration/calibrate-model.ts'
import type { Checkpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'
import { type Keeping, requireHome, untilWritten, writeBeside } from './keeping.ts'
import { measureErrors } from './measure-errors.ts'
import type { EndTime } from './time-budget.ts'
import { type DataSettings, samplesSeen } from './training-data.ts'

const evaluationTraces = 2000
const calibrationTraces = 1000
/** Number of traces on which importance sampling is calibrated: as many as fit in a quarter of the training's time. */
const correctedTraces = { least: 60, most: 300, share: 0.25 }
/** s: after a shorter training, 60 traces would take longer than the training did. */
const correctionFrom = 60
/** Random streams of the seed, distinct from those of the training. */
const streams = { evaluation: 4, errors: 5, calibration: 6 }

/** Progress of the end of a run; `problem`: why the model can't be written now. */
export interface EndStep {
  stage: 'measuring' | 'keeping'
  text: string
  problem?: string
}

/**
 * Calibrates a trained network, evaluates it on fresh traces and writes the model's folder. Yields progress. Where
 * the folder can't be written it retries until it can.
 * @param how signal: aborts between traces; the weights are in the checkpoint then; time: of a run with a time budget
 * @returns the folder
 */
export async function* measureAndKeep(
  job: TrainJob,
  learner: Learner,
  { recipe, samples }: DataSettings,
  state: Checkpoint,
  how: { engine: Engine; keeping: Keeping; signal: AbortSignal | undefined; time?: EndTime | undefined },
): AsyncGenerator<EndStep, string> {
  const { engine, keeping, signal, time } = how
  const measured = time?.evaluationTraces ?? evaluationTraces
  const root = createRandom(job.seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()
  const { normalization } = state
  let parts: NetworkParts = { normalization, errors: null }
  let network = createTrainedNetwork(learner, parts, state.weights, engine)
  if (network.gives === 'point') {
    const errors = measureErrors(learner, normalization, network, seedOf(streams.errors))
    network.dispose()
    parts = { ...parts, errors }
    network = createTrainedNetwork(learner, parts, state.weights, engine)
  }
  const settings = {
    traces: calibrationTraces,
    correction: correctionBudget(state.seconds, time),
    seed: seedOf(streams.calibration),
  }
  const calibrated = job.skipCalibration
    ? null
    : yield* steps('measuring', calibrateModel(learner.prior, network, settings, signal))
  const recalibration = calibrated?.recalibration
  if (recalibration) {
    network.dispose()
    parts = { ...parts, recalibration }
    network = createTrainedNetwork(learner, parts, state.weights, engine)
  }
  yield { stage: 'measuring', text: `measuring the network on ${measured} fresh traces` }
  const stopped = (): boolean => signal?.aborted ?? false
  const evaluation = await evaluateNetwork(
    learner,
    normalization,
    network,
    measured,
    seedOf(streams.evaluation),
    stopped,
  )
  network.dispose()
  signal?.throwIfAborted()
  const card: NewCard = {
    id: job.id,
    name: job.name,
    description: job.description,
    createdAt: new Date().toISOString(),
    prior: job.prior,
    networkName: job.network,
    ...parts,
    focus: job.focus ?? null,
    training: {
      recipe,
      samples: recipe.data === 'fresh' ? samplesSeen({ recipe, samples }, state.step) : samples,
      batch: recipe.batch,
      seed: job.seed,
      seconds: Number(state.seconds.toFixed(1)),
      backend: engine.backend(),
      command: job.command,
      loss: state.loss,
    },
    evaluation,
    calibration: calibrated?.calibration ?? null,
  }
  const write = async () => {
    await requireHome(job)
    return writeBeside(job, { learner, card, weights: state.weights, engine }, keeping)
  }
  const tries = untilWritten(write, job.home ?? job.modelFolder, keeping.againAfter, signal)
  for (;;) {
    const next = await tries.next()
    if (next.done) return next.value
    yield { stage: 'keeping', text: 'the model can’t be written; trying again', problem: next.value }
  }
}

/** The same texts as steps of a stage. */
async function* steps<T>(
  stage: EndStep['stage'],
  texts: AsyncGenerator<string, T>,
): AsyncGenerator<EndStep, T> {
  for (;;) {
    const next = await texts.next()
    if (next.done) return next.value
    yield { stage, text: next.value }
  }
}

/** @param seconds that the training took @param time of a run with a time budget */
function correctionBudget(seconds: number, time: EndTime | undefined): CorrectionBudget | null {
  const { least, most, share } = correctedTraces
  if (seconds < correctionFrom) return null
  return time ? time.correction : { least, most, seconds: share * seconds }
}
