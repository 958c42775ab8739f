// TensorFlow.js knows the gradient of an operation only once somebody has registered it, which its core alone does
// not do: it's a side effect of importing the layers (and of native TensorFlow). Whoever takes a gradient takes it
// from here, and so has them, whatever else is loaded.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-layers'

export const { grad, grads, valueAndGrad, valueAndGrads } = tf
