import type { TrainEvent, TrainJob } from '../contract/compute.ts'
import type { LossPoint, ModelCard } from '../contract/models.ts'
import { buildNetwork } from '../inference/network/build.ts'
import { findNetwork } from '../inference/network/catalogue.ts'
import { checksumOf, writeModel } from '../inference/network/model-files.ts'
import { createTrainedNetwork } from '../inference/network/trained-network.ts'
import { readWeights, type WeightSpec, weightSpecs } from '../inference/network/weights.ts'
import { createPrior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'
import { adamStep, createAdamState } from './adam.ts'
import { batchShape } from './batch.ts'
import { createBatchQueue } from './batch-queue.ts'
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'
import { gradientStep } from './gradient-step.ts'
import { createLoss } from './loss.ts'
import { measureErrors } from './measure-errors.ts'
import { learningRateAt } from './schedule.ts'
import { normalizationOf, rowsOf, samplesSeen, stepCount } from './training-data.ts'
import { createValidation } from './validation.ts'

const validations = 40
const evaluationTraces = 2000
const checkpointSeconds = 60
const eventSeconds = 0.5
/** Streams of the seed: what is drawn for one purpose never changes what is drawn for another. */
const streams = { normalization: 1, training: 2, validation: 3, evaluation: 4, errors: 5 }

/**
 * Trains a network of the catalogue by its recipe, then measures it on fresh traces and writes the model's folder.
 * Leaves a checkpoint every minute; with `resume` it goes on from there as if it had not stopped.
 * @param backend name of the TensorFlow at work, for the card
 */
export async function* train(
  job: TrainJob,
  { signal, backend }: { signal?: AbortSignal; backend: string },
): AsyncGenerator<TrainEvent> {
  const prior = createPrior(job.prior)
  const { spec, recipe } = findNetwork(job.network, job)
  const root = createRandom(job.seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()
  const data = { spec, recipe, samples: job.samples, seed: seedOf(streams.training) }
  const steps = stepCount(data)

  const { specs, initial } = initialWeights(spec, prior, job.seed)
  const jobKey = JSON.stringify([job.prior, job.network, spec, recipe, job.samples, job.seed])
  const kept = job.resume ? await readCheckpoint(job.runFolder, jobKey) : null
  // A network may have other layers by the same name in another version of the program.
  const state: Checkpoint =
    kept?.weights.length === initial.length
      ? kept
      : {
          step: 0,
          seconds: 0,
          loss: [],
          normalization: normalizationOf(data, prior, root.fork(streams.normalization)),
          job: jobKey,
          weights: initial,
          adam: createAdamState(initial.length),
        }
  const { normalization } = state

  const shape = batchShape(prior, spec, recipe.batch)
  const lossFunction = createLoss(spec, shape.targets)
  const validation = createValidation(
    prior,
    spec,
    normalization,
    seedOf(streams.validation),
    lossFunction,
    specs,
  )
  const queue = createBatchQueue({ prior: job.prior, normalization, ...data, first: state.step })
  const gradient = new Float32Array(state.weights.length)
  const maximalNorm = recipe.data === 'fresh' ? recipe.maximalGradientNorm : Number.POSITIVE_INFINITY
  const started = performance.now() - state.seconds * 1000
  const firstStep = state.step
  let [lossSum, lossCount, lastEvent, lastCheckpoint, waited] = [0, 0, 0, performance.now(), 0]
  const begun = performance.now()
  let finished = false

  try {
    while (state.step < steps) {
      signal?.throwIfAborted()
      const asked = performance.now()
      const batch = await queue.next()
      waited += performance.now() - asked
      const n = rowsOf(data, state.step)
      const learningRate = learningRateAt(recipe, state.step / steps)
      lossSum += n * gradientStep(spec, specs, state.weights, { ...shape, n }, batch, lossFunction, gradient)
      lossCount += n
      adamStep(state.weights, gradient, state.adam, learningRate, maximalNorm)
      state.step++
      state.seconds = (performance.now() - started) / 1000

      const now = performance.now()
      const validate = state.step % Math.ceil(steps / validations) === 0 || state.step === steps
      if (validate || now - lastEvent > eventSeconds * 1000) {
        const perStep = (now - begun) / (state.step - firstStep) / 1000
        const point: LossPoint = {
          samples: samplesSeen(data, state.step),
          loss: lossSum / lossCount,
          validation: validate ? validation(state.weights) : null,
          learningRate,
        }
        if (validate) {
          state.loss.push(point)
          ;[lossSum, lossCount] = [0, 0]
        }
        lastEvent = now
        const seen = point.samples - samplesSeen(data, firstStep)
        yield {
          ...point,
          total: samplesSeen(data, steps),
          samplesPerSecond: seen / ((now - begun) / 1000),
          secondsLeft: (steps - state.step) * perStep,
          text: `training; waiting for data ${((100 * waited) / (now - begun)).toFixed(0)} % of the time`,
        }
      }
      if (now - lastCheckpoint > checkpointSeconds * 1000) {
        await writeCheckpoint(job.runFolder, state)
        lastCheckpoint = now
      }
    }
    await writeCheckpoint(job.runFolder, state)
    yield finalEvent(state, `measuring the network on ${evaluationTraces} fresh traces`)
    let parts = { network: spec, normalization, errors: null as ModelCard['errors'] }
    let network = createTrainedNetwork(prior, parts, specs, state.weights)
    if (spec.kind === 'point') {
      const errors = measureErrors(prior, { ...parts, network: spec }, network, seedOf(streams.errors))
      network.dispose()
      parts = { ...parts, errors }
      network = createTrainedNetwork(prior, parts, specs, state.weights)
    }
    const evaluation = await evaluateNetwork(
      prior,
      parts,
      network,
      evaluationTraces,
      seedOf(streams.evaluation),
      () => signal?.aborted ?? false,
    )
    network.dispose()
    signal?.throwIfAborted()
    const card: ModelCard = {
      format: 'nagumo-model',
      version: 1,
      id: job.id,
      name: job.name,
      description: job.description,
      createdAt: new Date().toISOString(),
      prior: job.prior,
      networkName: job.network,
      ...parts,
      training: {
        recipe,
        samples: recipe.data === 'fresh' ? steps * recipe.batch : job.samples,
        batch: recipe.batch,
        seed: job.seed,
        seconds: Number(state.seconds.toFixed(1)),
        backend,
        command: job.command,
        loss: state.loss,
      },
      evaluation,
      checksum: checksumOf(state.weights),
    }
    await writeModel(job.modelFolder, card, state.weights)
    await removeCheckpoint(job.runFolder)
    finished = true
    yield finalEvent(state, `kept as “${job.name}”`)
  } finally {
    // Cancelled, failed, or left by its reader at an event: what was learned so far is kept for a resume.
    if (!finished && state.step > firstStep) await writeCheckpoint(job.runFolder, state)
    await queue.close()
    lossFunction.dispose()
  }
}

function initialWeights(...network: Parameters<typeof buildNetwork>): {
  specs: WeightSpec[]
  initial: Float32Array
} {
  const model = buildNetwork(...network)
  const [specs, initial] = [weightSpecs(model), readWeights(model)]
  model.dispose()
  return { specs, initial }
}

function finalEvent({ loss }: Checkpoint, text: string): TrainEvent {
  const last = loss.at(-1)
  return {
    samples: last?.samples ?? 0,
    total: last?.samples ?? 0,
    loss: last?.loss ?? null,
    validation: last?.validation ?? null,
    learningRate: 0,
    samplesPerSecond: 0,
    secondsLeft: null,
    text,
  }
}
