import { isDeepStrictEqual } from 'node:util'
import type { TrainJob } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import type { Normalization } from '../contract/networks.ts'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { readModel } from '../library/model-format/model-files.ts'
import type { Random } from '../model/random.ts'
import { createAdamState } from './adam.ts'
import { type Checkpoint, hasCheckpoint, readCheckpoint } from './checkpoint.ts'
import { type DataSettings, normalizationOf } from './training-data.ts'

/** Initial state of a run: its last checkpoint, the weights of a model, or random weights. */
export async function beginRun(
  job: TrainJob,
  learner: Learner,
  data: DataSettings,
  random: Random,
  engine: Engine,
): Promise<Checkpoint> {
  const { network, samples, seed, earlyStopping, startFrom } = job
  const key = JSON.stringify([
    job.prior,
    network,
    learner.spec,
    data.recipe,
    samples,
    seed,
    earlyStopping,
    startFrom,
  ])
  const kept = job.resume || job.finish ? await readCheckpoint(job.runFolder, key) : null
  // The same network name may have other layers in another version of the program.
  if (kept?.weights.length === learner.weightCount) return kept
  if (job.finish) {
    throw new NagumoError(
      'USAGE',
      `“${job.name}” can’t be finished early: there is no checkpoint with these settings (prior, network, samples, seed, start). Give the settings that it was started with, or let it train first.`,
    )
  }
  if (job.resume && (await hasCheckpoint(job.runFolder))) {
    throw new NagumoError(
      'USAGE',
      `“${job.name}” can’t be continued: its checkpoint has other settings (prior, network, samples, seed, early stopping, start) or of another version. Give the settings that it was started with, or start it again without resuming; the checkpoint is unchanged.`,
    )
  }
  if (startFrom) {
    const { normalization, weights } = await startOf(startFrom, learner)
    return newState(key, normalization, weights)
  }
  const normalization = normalizationOf(learner, data, random)
  return newState(key, normalization, engine.initialWeights(learner, job.seed))
}

function newState(job: string, normalization: Normalization, weights: Float32Array): Checkpoint {
  return {
    step: 0,
    seconds: 0,
    lossSum: 0,
    lossCount: 0,
    loss: [],
    ending: null,
    pace: null,
    best: null,
    normalization,
    job,
    weights,
    adam: createAdamState(weights.length),
  }
}

/** The weights of a model, with the normalization they were trained with. */
async function startOf(
  folder: string,
  { spec, weightCount: size }: Learner,
): Promise<{ weights: Float32Array; normalization: Normalization }> {
  const { card, weights } = await readModel(folder)
  if (weights.length === size && isDeepStrictEqual(card.network, spec)) {
    return { weights, normalization: card.normalization }
  }
  throw new NagumoError(
    'USAGE',
    `A training can start from a model of the same network and the same kind of prior only; “${card.name}” has the network “${card.networkName}” with ${weights.length} weights, and this run needs ${size}. Choose the same network, or train without a starting model.`,
  )
}
