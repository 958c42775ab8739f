import * as tf from '@tensorflow/tfjs-core'
import type { Engine, LoadedNetwork } from '../engine.ts'
import type { Learner } from '../learner.ts'
import { forward } from './forward.ts'
import { kerasModel } from './keras-model.ts'
import { createTrainer } from './trainer.ts'
import { readWeights, toTensors } from './weights.ts'

/** TensorFlow.js; a backend must have been started (compute/tensorflow/). */
export const tensorflowEngine: Engine = {
  version: tf.version_core,
  // By its common name.
  backend: () => (tf.getBackend() === 'tensorflow' ? 'native' : tf.getBackend()),
  initialWeights({ layers }, seed) {
    const model = kerasModel(layers, seed)
    const weights = readWeights(model)
    model.dispose()
    return weights
  },
  topology({ layers }) {
    const model = kerasModel(layers, 0)
    // With Keras's keys, class_name instead of className, which its readers and TensorFlow.js's own loader expect.
    const topology = model.toJSON(null, false)
    model.dispose()
    return topology
  },
  network: loadNetwork,
  trainer: createTrainer,
  tensorCount: () => tf.memory().numTensors,
}

function loadNetwork({ layers, weights: specs, widths }: Learner, flat: Float32Array): LoadedNetwork {
  const weights = toTensors(specs, flat).map((t) => tf.keep(t))
  return {
    outputs: (inputs, n) =>
      tf.tidy(
        () =>
          forward(
            layers,
            weights,
            inputs.map((input, i) => tf.tensor2d(input, [n, widths[i]])),
          ).dataSync() as Float32Array,
      ),
    dispose: () => tf.dispose(weights),
  }
}
