import type { TrainJob } from '../contract/compute.ts'
import type { LossPoint } from '../contract/training-recipe.ts'
import type { TrainEvent } from '../contract/trainings.ts'
import { chooseNetwork } from '../inference/network/choose-network.ts'
import type { Engine } from '../inference/network/engine.ts'
import { createPrior } from '../model/composition/prior.ts'
import { createRandom } from '../model/random.ts'
import { adamStep } from './adam.ts'
import { createBatchQueue } from './batch-queue.ts'
import { beginRun } from './begin-run.ts'
import { removeCheckpoint } from './checkpoint.ts'
import { courseOf, endingAt, hasStopped } from './course.ts'
import { requireSpaceFor } from './disk-space.ts'
import { createCheckpointKeeper, type Keeping, usualKeeping } from './keeping.ts'
import { measureAndKeep } from './measure-and-keep.ts'
import { createTimeBudget } from './time-budget.ts'
import { rowsOf, samplesSeen } from './training-data.ts'
import { createValidation } from './validation.ts'
import { createWorkClock } from './work-clock.ts'

const validations = 80
const eventSeconds = 0.5
/** Random streams of the seed, so that draws for one purpose never affect those for another. */
const streams = { normalization: 1, training: 2, validation: 3 }

/**
 * Trains a network of the catalogue by its recipe, then evaluates it on fresh traces and writes the model's folder.
 * Saves a checkpoint every minute, and on abort; with `resume` it continues from there exactly as if uninterrupted,
 * and with `finish` it anneals from there. Failed writes are retried and reported in the events; writing the model is
 * retried without limit.
 * @param engine that computes; its backend is named in the card
 * @throws NagumoError PRIOR_INVALID, USAGE, MODEL_DAMAGED (of the model it starts from), LIBRARY_UNWRITABLE where
 * there is too little disk space at the start
 */
export async function* train(
  job: TrainJob,
  {
    signal,
    engine,
    keeping = usualKeeping,
  }: { signal?: AbortSignal | undefined; engine: Engine; keeping?: Keeping },
): AsyncGenerator<TrainEvent> {
  const { learner, recipe } = chooseNetwork(job, createPrior(job.prior))
  const root = createRandom(job.seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()
  const data = { recipe, samples: job.samples, seed: seedOf(streams.training) }
  const state = await beginRun(job, learner, data, root.fork(streams.normalization), engine)
  await requireSpaceFor(job, learner.weightCount)
  const { normalization } = state
  const checkpoints = createCheckpointKeeper(job, keeping)
  const budget = createTimeBudget(job, learner, data, state, engine)
  if (job.finish && !state.ending) state.ending = endingAt(data, state.step, state.pace)
  let course = courseOf(data, state.ending, state.pace)

  const trainer = engine.trainer(learner)
  const validation = createValidation(learner, normalization, seedOf(streams.validation), trainer)
  const queue = createBatchQueue(learner, { prior: job.prior, normalization, ...data, first: state.step })
  const gradient = new Float32Array(learner.weightCount)
  const maximalNorm = recipe.data === 'fresh' ? recipe.maximalGradientNorm : Number.POSITIVE_INFINITY
  const lookEvery = Math.ceil(courseOf(data, null).steps / validations)
  const worked = createWorkClock()
  const before = { step: state.step, seconds: state.seconds }
  let [lastEvent, waited] = [0, 0]
  let finished = false

  try {
    while (state.step < course.steps) {
      signal?.throwIfAborted()
      const asked = worked()
      const batch = await queue.next()
      waited += worked() - asked
      const n = rowsOf(data, state.step)
      const learningRate = course.learningRate(state.step)
      state.lossSum += n * trainer.lossAndGradient(state.weights, batch, n, gradient)
      state.lossCount += n
      adamStep(state.weights, gradient, state.adam, learningRate, maximalNorm)
      state.step++

      const now = performance.now()
      const seconds = worked()
      state.seconds = before.seconds + seconds
      const look = state.step % lookEvery === 0 || state.step === course.steps
      if (look || now - lastEvent > eventSeconds * 1000) {
        const point: LossPoint = {
          samples: samplesSeen(data, state.step),
          loss: state.lossSum / state.lossCount,
          validation: look ? validation(state.weights) : null,
          learningRate,
        }
        if (look) {
          state.loss.push(point)
          ;[state.lossSum, state.lossCount] = [0, 0]
          if (job.earlyStopping) {
            keepBest()
            const losses = state.loss.map((p) => p.validation ?? Number.POSITIVE_INFINITY)
            if (!state.ending && hasStopped(recipe, losses, state.step / course.steps)) {
              state.ending = endingAt(data, state.step, state.pace)
              course = courseOf(data, state.ending, state.pace)
            }
          }
        }
        if (!state.ending && (await budget?.look(signal))) course = courseOf(data, null, state.pace)
        lastEvent = now
        const perStep = seconds / (state.step - before.step)
        yield {
          ...point,
          stage: 'training',
          total: samplesSeen(data, course.steps),
          samplesPerSecond: (point.samples - samplesSeen(data, before.step)) / seconds,
          secondsLeft: (course.steps - state.step) * perStep,
          text: state.ending
            ? 'annealing: the learning rate falls'
            : `training; waiting for data ${((100 * waited) / seconds).toFixed(0)} % of the time`,
          ...problemOf(checkpoints.problem),
        }
      }
      if (checkpoints.isDue(now)) await checkpoints.keep(state)
    }
    await checkpoints.keep(state)
    if (job.earlyStopping && state.best) state.weights.set(state.best.weights)
    const end = measureAndKeep(job, learner, data, state, { engine, keeping, signal, time: budget?.end() })
    let step = await end.next()
    for (; !step.done; step = await end.next()) {
      const { stage, text, problem } = step.value
      yield { ...atEnd(stage, text), ...problemOf(problem ?? checkpoints.problem) }
      if (checkpoints.problem !== null) await checkpoints.keep(state)
    }
    await removeCheckpoint(job.runFolder)
    finished = true
    yield { ...atEnd('kept', `saved as “${job.name}”`), folder: step.value }
  } finally {
    // Cancelled, failed, or closed by the consumer at an event: progress so far is saved for a resume.
    if (!finished && state.step > before.step) await checkpoints.keepAtLast(state)
    await queue.close()
    trainer.dispose()
  }

  /** For early stopping: stores the weights of lowest validation loss. */
  function keepBest(): void {
    const loss = state.loss.at(-1)?.validation ?? Number.POSITIVE_INFINITY
    if (!state.best || loss < state.best.loss) state.best = { loss, weights: state.weights.slice() }
  }

  function atEnd(stage: TrainEvent['stage'], text: string): TrainEvent {
    const last = state.loss.at(-1)
    const samples = samplesSeen(data, state.step)
    return {
      stage,
      samples,
      total: samples,
      loss: last?.loss ?? null,
      validation: last?.validation ?? null,
      learningRate: 0,
      samplesPerSecond: 0,
      secondsLeft: null,
      text,
    }
  }
}

function problemOf(problem: string | null): { problem?: string } {
  return problem === null ? {} : { problem }
}
