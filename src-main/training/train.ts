import type { TrainEvent, TrainJob } from '../contract/compute.ts'
import type { LossPoint, ModelCard } from '../contract/models.ts'
import { buildNetwork } from '../inference/network/build.ts'
import { findNetwork } from '../inference/network/catalogue.ts'
import { checksumOf, writeModel } from '../inference/network/model-files.ts'
import { measureNormalization } from '../inference/network/normalization.ts'
import { createPosteriorNetwork } from '../inference/network/posterior-network.ts'
import { readWeights, weightSpecs } from '../inference/network/weights.ts'
import { createPrior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'
import { adamStep, createAdamState } from './adam.ts'
import { batchShape } from './batch.ts'
import { createBatchQueue } from './batch-queue.ts'
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'
import { gradientStep } from './gradient-step.ts'
import { createMixtureLoss } from './mixture-loss.ts'
import { oneCycleRate } from './schedule.ts'
import { createValidation } from './validation.ts'

const batchSize = 256
const peakRate = 2e-3
const maximalGradientNorm = 5
const validations = 40
const evaluationTraces = 2000
const checkpointSeconds = 60
const eventSeconds = 0.5
/** Streams of the seed: what is drawn for one purpose never changes what is drawn for another. */
const streams = { normalization: 1, training: 2, validation: 3, evaluation: 4 }

/**
 * Trains a posterior network on fresh simulations (no trace is seen twice) by maximum likelihood, then measures
 * it and writes the model's folder. Leaves a checkpoint every minute; with `resume` it goes on from there.
 * @param backend name of the TensorFlow at work, for the card
 */
export async function* train(
  job: TrainJob,
  { signal, backend }: { signal?: AbortSignal; backend: string },
): AsyncGenerator<TrainEvent> {
  const prior = createPrior(job.prior)
  const spec = findNetwork(job.network)
  const steps = Math.ceil(job.samples / batchSize)
  const root = createRandom(job.seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()

  const model = buildNetwork(spec, prior.grid.points, prior.parameters.length, job.seed)
  const specs = weightSpecs(model)
  const initial = readWeights(model)
  model.dispose()

  const jobKey = JSON.stringify([job.prior, job.network, job.samples, job.seed])
  const kept = job.resume ? await readCheckpoint(job.runFolder, jobKey) : null
  // A network may have other layers by the same name in another version of the program.
  const state: Checkpoint =
    kept?.weights.length === initial.length
      ? kept
      : {
          step: 0,
          seconds: 0,
          loss: [],
          normalization: measureNormalization(prior, root.fork(streams.normalization)),
          job: jobKey,
          weights: initial,
          adam: createAdamState(initial.length),
        }

  const shape = batchShape(prior, spec, batchSize)
  const lossFunction = createMixtureLoss(spec.density.components, prior.parameters.length)
  const validation = createValidation(prior, spec, state, seedOf(streams.validation), lossFunction, specs)
  const queue = createBatchQueue({
    prior: job.prior,
    spec,
    normalization: state.normalization,
    n: batchSize,
    seed: seedOf(streams.training),
    first: state.step,
  })
  const gradient = new Float32Array(state.weights.length)
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
      const learningRate = oneCycleRate(state.step / steps, peakRate)
      lossSum += gradientStep(spec, specs, state.weights, shape, batch, lossFunction, gradient)
      lossCount++
      adamStep(state.weights, gradient, state.adam, learningRate, maximalGradientNorm)
      state.step++
      state.seconds = (performance.now() - started) / 1000

      const now = performance.now()
      const validate = state.step % Math.ceil(steps / validations) === 0 || state.step === steps
      if (validate || now - lastEvent > eventSeconds * 1000) {
        const perStep = (now - begun) / (state.step - firstStep) / 1000
        const point: LossPoint = {
          samples: state.step * batchSize,
          loss: lossSum / lossCount,
          validation: validate ? validation() : null,
          learningRate,
        }
        if (validate) {
          state.loss.push(point)
          ;[lossSum, lossCount] = [0, 0]
        }
        lastEvent = now
        yield {
          samples: point.samples,
          total: steps * batchSize,
          loss: point.loss,
          validation: point.validation,
          learningRate,
          samplesPerSecond: batchSize / perStep,
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
    yield finalEvent(state, steps, `measuring the network on ${evaluationTraces} fresh traces`)
    const network = createPosteriorNetwork(prior, spec, state.normalization, specs, state.weights)
    const evaluation = await evaluateNetwork(
      prior,
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
      network: spec,
      normalization: state.normalization,
      training: {
        samples: steps * batchSize,
        batch: batchSize,
        seed: job.seed,
        seconds: Math.round(state.seconds),
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
    yield finalEvent(state, steps, `kept as “${job.name}”`)
  } finally {
    // Cancelled, failed, or left by its reader at an event: what was learned so far is kept for a resume.
    if (!finished && state.step > firstStep) await writeCheckpoint(job.runFolder, state)
    await queue.close()
    lossFunction.dispose()
  }
}

function finalEvent(state: Checkpoint, steps: number, text: string): TrainEvent {
  const last = state.loss.at(-1)
  return {
    samples: state.step * batchSize,
    total: steps * batchSize,
    loss: last?.loss ?? null,
    validation: last?.validation ?? null,
    learningRate: 0,
    samplesPerSecond: 0,
    secondsLeft: null,
    text,
  }
}
