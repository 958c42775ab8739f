import type { ModelCard } from '../../contract/models.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { readCardWithLearner } from './card-file.ts'
import { type Golden, readGolden } from './golden-file.ts'
import { readWeightsFile } from './weights-file.ts'

/**
 * A model on disk: card.json and golden.json (ours), model.json and weights.bin (TensorFlow.js layers format, which
 * Keras-compatible converters read). Nothing in it is ever run as code: the network is built again from the card's
 * list of layers, and weights are plain float32.
 */
export interface StoredModel {
  card: ModelCard
  /** Made of the card's prior and network. */
  learner: Learner
  weights: Float32Array
  /** Null where the model was made before there were golden traces. */
  golden: Golden | null
}

/**
 * All files of a model, checked against each other. Needs no TensorFlow.
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function readModel(folder: string): Promise<StoredModel> {
  const { card, learner } = await readCardWithLearner(folder)
  const weights = await readWeightsFile(folder, card, learner)
  return { card, learner, weights, golden: await readGolden(folder, card, learner) }
}
