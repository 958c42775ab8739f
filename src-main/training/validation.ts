import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../contract/models.ts'
import { forward } from '../inference/network/forward.ts'
import { toTensors, type WeightSpec } from '../inference/network/weights.ts'
import { statisticsCount } from '../inference/trace-statistics.ts'
import type { Prior } from '../simulation/prior.ts'
import { allocateBatch, batchShape, createBatchFiller } from './batch.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { MixtureLoss } from './mixture-loss.ts'

const validationTraces = 2000

/** The loss on traces that training never sees, the same ones each time. */
export function createValidation(
  prior: Prior,
  spec: NetworkSpec,
  state: Checkpoint,
  seed: number,
  lossFunction: MixtureLoss,
  specs: readonly WeightSpec[],
): () => number {
  const shape = batchShape(prior, spec, validationTraces)
  const batch = allocateBatch(shape)
  createBatchFiller(prior, spec, state.normalization, validationTraces, seed)(0, batch)
  return () =>
    tf.tidy(() => {
      const trace = tf.tensor2d(batch.trace, [shape.n, shape.length])
      const statistics = tf.tensor2d(batch.statistics, [shape.n, statisticsCount])
      const output = forward(spec, toTensors(specs, state.weights), trace, statistics)
      return lossFunction(output, tf.tensor2d(batch.target, [shape.n, shape.dimension])).dataSync()[0]
    })
}
