import type { TrainJob } from '../contract/compute.ts'
import type { ModelCard } from '../contract/models.ts'
import { checksumOf, writeModel } from '../inference/network/model-files.ts'
import { createTrainedNetwork, type NetworkParts } from '../inference/network/trained-network.ts'
import type { WeightSpec } from '../inference/network/weights.ts'
import type { Prior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'
import type { Checkpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'
import { measureErrors } from './measure-errors.ts'
import { type DataSettings, samplesSeen } from './training-data.ts'

const evaluationTraces = 2000
/** Streams of the seed, apart from those of the training. */
const streams = { evaluation: 4, errors: 5 }

/**
 * Measures a trained network on fresh traces and writes the model's folder. Yields what it is about to do.
 * @param signal aborts between traces; the weights are in the checkpoint then
 */
export async function* measureAndKeep(
  job: TrainJob,
  { spec, recipe, samples }: DataSettings,
  prior: Prior,
  specs: readonly WeightSpec[],
  state: Checkpoint,
  backend: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const root = createRandom(job.seed)
  const seedOf = (stream: number): number => root.fork(stream).bits()
  yield `measuring the network on ${evaluationTraces} fresh traces`
  let parts: NetworkParts = { network: spec, normalization: state.normalization, errors: null }
  let network = createTrainedNetwork(prior, parts, specs, state.weights)
  if (spec.kind === 'point') {
    const errors = measureErrors(prior, { ...parts, network: spec }, network, seedOf(streams.errors))
    network.dispose()
    parts = { ...parts, errors }
    network = createTrainedNetwork(prior, parts, specs, state.weights)
  }
  const stopped = (): boolean => signal?.aborted ?? false
  const evaluation = await evaluateNetwork(
    prior,
    parts,
    network,
    evaluationTraces,
    seedOf(streams.evaluation),
    stopped,
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
      samples: recipe.data === 'fresh' ? samplesSeen({ recipe, samples }, state.step) : samples,
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
}
