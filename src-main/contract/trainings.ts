import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id } from './common.ts'
import { Focus } from './models.ts'
import { NetworkInput, NetworkTargets } from './networks.ts'
import { PriorExamination, PriorFile } from './priors.ts'
import { BackendInfo } from './system.ts'
import { LossPoint, TrainingData } from './training-recipe.ts'

/** Which network is trained; input, targets and data are of a point network, where other than its usual ones. */
export const NetworkOptions = z.object({
  /** Its name in the catalogue. */
  network: z.string(),
  input: NetworkInput.optional(),
  targets: NetworkTargets.optional(),
  data: TrainingData.optional(),
})
export type NetworkOptions = z.infer<typeof NetworkOptions>

/** What a person asks for. */
export const TrainingRequest = NetworkOptions.extend({
  name: z.string().trim().min(1).max(80),
  description: z.string().max(2000),
  prior: PriorFile,
  /** Simulations to learn from. */
  samples: z.number().int().positive().max(1e10),
  seed: z.number().int().nonnegative().max(0xffffffff),
  /** Stops where the validation loss no longer falls, and keeps the best weights so far. */
  earlyStopping: z.boolean(),
  /** A model whose weights it starts from: the same network, with more budget or on another prior. */
  startFrom: Id.nullable(),
  /** Where it is for one recording alone. */
  focus: Focus.optional(),
})
export type TrainingRequest = z.infer<typeof TrainingRequest>

/** What a run says while it works. */
export const TrainEvent = z.object({
  /** keeping: the model is there and can't be written yet. */
  stage: z.enum(['training', 'measuring', 'keeping', 'kept']),
  /** Simulations seen, each as often as it was seen, and how many it will be in all. */
  samples: z.number(),
  total: z.number(),
  loss: z.number().nullable(),
  /** Validation loss, where it was just measured. */
  validation: z.number().nullable(),
  learningRate: z.number(),
  samplesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  text: z.string(),
  /** What can't be written now and is tried again: a checkpoint, or the model. */
  problem: z.string().optional(),
  /** Where the model lies, once it is kept. */
  folder: z.string().optional(),
})
export type TrainEvent = z.infer<typeof TrainEvent>

/**
 * waiting for its turn, training, paused by the person, interrupted (the program ended; it can go on), done, failed.
 */
export const TrainingState = z.enum(['waiting', 'training', 'paused', 'interrupted', 'done', 'failed'])
export type TrainingState = z.infer<typeof TrainingState>

export const TrainingRun = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  request: TrainingRequest,
  state: TrainingState,
  /** The last thing it said. */
  progress: TrainEvent.nullable(),
  /** Loss so far, at each look at validation traces. */
  loss: z.array(LossPoint),
  /** Whether it was asked to come to an end with what it has. */
  finishing: z.boolean(),
  /** The model it became. */
  modelId: Id.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type TrainingRun = z.infer<typeof TrainingRun>

/** What to train for one recording that matters: the prior of its report, narrowed to where the posterior lies. */
export const FocusedTraining = z.object({
  name: z.string(),
  prior: PriorFile,
  network: z.string(),
  focus: Focus,
})
export type FocusedTraining = z.infer<typeof FocusedTraining>

const One = z.object({ id: Id })

export const trainings = {
  /** Simulates from a prior and says what is wrong with it. @throws PRIOR_INVALID where it is impossible */
  examine: oc.input(z.object({ prior: PriorFile })).output(PriorExamination),
  /** Measures for some seconds how quickly this machine would train. */
  speed: oc
    .input(NetworkOptions.extend({ prior: PriorFile }))
    .output(z.object({ samplesPerSecond: z.number(), backend: BackendInfo })),
  /** @throws USAGE where the report's sampling can't be trusted */
  focusOn: oc.input(z.object({ reportId: Id })).output(FocusedTraining),
  /** Puts a run into the queue; one trains at a time. */
  start: oc.input(TrainingRequest).output(TrainingRun),
  /** In the order they were asked for. */
  list: oc.output(z.array(TrainingRun)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  /** The list now, and again whenever it changes, at most a few times a second. */
  watch: oc.output(eventIterator(z.array(TrainingRun))),
  /** Stops at a checkpoint; the next in the queue may go on. */
  pause: oc.input(One).output(z.void()),
  /** Takes a paused, interrupted or failed run up again, at the end of the queue. */
  resume: oc.input(One).output(z.void()),
  /** Finish early: lets the learning rate fall over a tenth of what was done, then measures and keeps the model. */
  finish: oc.input(One).output(z.void()),
  /** Throws a run away, with its checkpoint; of one that is done only its line here. */
  cancel: oc.input(One).output(z.void()),
}
