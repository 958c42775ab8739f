import type { ModelCard } from '../../contract/models.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { readCardWithLearner } from './card-file.ts'
import { type Golden, readGolden } from './golden-file.ts'
import { readWeightsFile } from './weights-file.ts'

/**
 * A model on disk: card.json and golden.json (ours), model.json and weights.bin (TensorFlow.js layers format, which
 * Keras-compatible converters read). Nothing in it is executed: the network is built from the card's list of layers,
 * and weights are plain float32.
 */
export interface StoredModel {
  card: ModelCard
  /** Built from the card's prior and network. */
  learner: Learner
  weights: Float32Array
  /** Null for models from before golden traces existed. */
  golden: Golden | null
}

/**
 * Reads all files of a model and validates them against each other. Does not load TensorFlow.
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function readModel(folder: string): Promise<StoredModel> {
  const { card, learner } = await readCardWithLearner(folder)
  const weights = await readWeightsFile(folder, card, learner)
  return { card, learner, weights, golden: await readGolden(folder, card, learner) }
}
