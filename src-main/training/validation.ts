import type { Normalization } from '../contract/networks.ts'
import { allocateBatch } from '../inference/network/batch.ts'
import type { Trainer } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createRandom } from '../model/random.ts'
import { createRowWriter } from './training-data.ts'

const validationTraces = 2000

/** The validation loss, on fixed traces that training never sees, as a function of the weights. */
export function createValidation(
  learner: Learner,
  normalization: Normalization,
  seed: number,
  trainer: Trainer,
): (weights: Float32Array) => number {
  const batch = allocateBatch(learner, validationTraces)
  const simulations = learner.simulations(validationTraces)(createRandom(seed).fork(0))
  createRowWriter(learner, normalization)(simulations, validationTraces, batch)
  return (weights) => trainer.loss(weights, batch, validationTraces)
}
