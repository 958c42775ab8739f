// TensorFlow.js knows the gradient of an operation only once it is registered, which the core alone does not do: it's
// a side effect of importing the layers package (and of native TensorFlow). Import this module to take gradients, so
// that they are registered whatever else is loaded.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-layers'

export const { grad, grads, valueAndGrad, valueAndGrads } = tf
