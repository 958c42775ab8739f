import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id } from './common.ts'
import { Focus } from './models.ts'
import { NetworkInput, NetworkTargets } from './networks.ts'
import { PriorExamination, PriorFile } from './priors.ts'
import { BackendInfo } from './system.ts'
import { LossPoint, TrainingData } from './training-recipe.ts'

/** The network to train; input, targets and data are for point networks, if not the defaults. */
export const NetworkOptions = z.object({
  /** Its name in the catalogue. */
  network: z.string(),
  input: NetworkInput.optional(),
  targets: NetworkTargets.optional(),
  data: TrainingData.optional(),
})
export type NetworkOptions = z.infer<typeof NetworkOptions>

/** The user's request for a training run. */
export const TrainingRequest = NetworkOptions.extend({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(2000),
  prior: PriorFile,
  /** Number of training simulations. */
  samples: z.number().int().positive().max(1e10),
  seed: z.number().int().nonnegative().max(0xffffffff),
  /** Early stopping: stops when the validation loss no longer falls, and saves the best weights. */
  earlyStopping: z.boolean(),
  /** A model whose weights initialize it: the same network, with more budget or another prior. */
  startFrom: Id.nullable(),
  /** Set if trained for one recording only. */
  focus: Focus.optional(),
})
export type TrainingRequest = z.infer<typeof TrainingRequest>

/** Progress of a training run. */
export const TrainEvent = z.object({
  /** keeping: training is done, but the model cannot be saved yet. */
  stage: z.enum(['training', 'measuring', 'keeping', 'kept']),
  /** Simulations seen so far, counting repetitions, and their total number. */
  samples: z.number(),
  total: z.number(),
  loss: z.number().nullable(),
  /** Validation loss, if just computed. */
  validation: z.number().nullable(),
  learningRate: z.number(),
  samplesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  text: z.string(),
  /** A failed write that will be retried: of a checkpoint, or the model. */
  problem: z.string().optional(),
  /** Folder of the model, once saved. */
  folder: z.string().optional(),
})
export type TrainEvent = z.infer<typeof TrainEvent>

/** waiting (queued), training, paused (by the user), interrupted (the program ended; resumable), done, failed. */
export const TrainingState = z.enum(['waiting', 'training', 'paused', 'interrupted', 'done', 'failed'])
export type TrainingState = z.infer<typeof TrainingState>

export const TrainingRun = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  request: TrainingRequest,
  state: TrainingState,
  /** Its last event. */
  progress: TrainEvent.nullable(),
  /** Loss so far, at each validation. */
  loss: z.array(LossPoint),
  /** Whether it was asked to finish early. */
  finishing: z.boolean(),
  /** The resulting model. */
  modelId: Id.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type TrainingRun = z.infer<typeof TrainingRun>

/** Training options for one recording: its report's prior, narrowed to the region of the posterior. */
export const FocusedTraining = z.object({
  name: z.string(),
  prior: PriorFile,
  network: z.string(),
  focus: Focus,
})
export type FocusedTraining = z.infer<typeof FocusedTraining>

const One = z.object({ id: Id })

export const trainings = {
  /** Simulates from a prior and reports its problems. @throws PRIOR_INVALID if it is impossible */
  examine: oc.input(z.object({ prior: PriorFile })).output(PriorExamination),
  /** Benchmarks the training speed of this machine for some seconds. */
  speed: oc
    .input(NetworkOptions.extend({ prior: PriorFile }))
    .output(z.object({ samplesPerSecond: z.number(), backend: BackendInfo })),
  /** @throws USAGE if the report's sampling is unreliable */
  focusOn: oc.input(z.object({ reportId: Id })).output(FocusedTraining),
  /** Queues a run; one trains at a time. */
  start: oc.input(TrainingRequest).output(TrainingRun),
  /** In order of request. */
  list: oc.output(z.array(TrainingRun)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  /** The list now, and again on every change, at most a few times a second. */
  watch: oc.output(eventIterator(z.array(TrainingRun))),
  /** Stops at a checkpoint; the next run in the queue may start. */
  pause: oc.input(One).output(z.void()),
  /** Requeues a paused, interrupted or failed run, at the end of the queue. */
  resume: oc.input(One).output(z.void()),
  /** Finish early: anneals the learning rate over a tenth of the samples so far, then evaluates and saves the model. */
  finish: oc.input(One).output(z.void()),
  /** Discards a run with its checkpoint; for a finished run only its list entry. */
  cancel: oc.input(One).output(z.void()),
}
