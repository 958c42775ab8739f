import * as tf from '@tensorflow/tfjs-core'

/**
 * y = swish(x W + b), swish(a) = a·sigmoid(a), with an explicit gradient: fewer passes over the data than composed
 * operations, and no transposed operand where the backend is slow with one (WebAssembly).
 * @param x [rows, inputs]
 * @param weights [inputs, units]
 * @param bias [units]
 */
export function denseSwish(x: tf.Tensor2D, weights: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [x, weights, bias, save] = inputs as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ]
    const a = tf.add(tf.matMul(x, weights), bias) as tf.Tensor2D
    const gate = tf.sigmoid(a)
    const value = tf.mul(a, gate) as tf.Tensor2D
    save([x, weights, gate, value])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [x, weights, gate, value] = saved as tf.Tensor2D[]
      // d swish/da = gate + a·gate (1 − gate) = gate + value (1 − gate)
      const da = tf.mul(dy, tf.add(gate, tf.sub(value, tf.mul(value, gate)))) as tf.Tensor2D
      return [timesTransposed(da, weights), transposedTimes(x, da), tf.sum(da, 0)]
    }
    return { value, gradFunc }
  })
  return op(x, weights, bias) as tf.Tensor2D
}

/** y = x W + b, without activation. */
export function denseLinear(x: tf.Tensor2D, weights: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const op = tf.customGrad((...inputs) => {
    const [x, weights, bias, save] = inputs as unknown as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ]
    save([x, weights])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [x, weights] = saved as tf.Tensor2D[]
      return [
        timesTransposed(dy as tf.Tensor2D, weights),
        transposedTimes(x, dy as tf.Tensor2D),
        tf.sum(dy, 0),
      ]
    }
    return { value: tf.add(tf.matMul(x, weights), bias), gradFunc }
  })
  return op(x, weights, bias) as tf.Tensor2D
}

const slowAtTransposes = (): boolean => tf.getBackend() !== 'tensorflow'

/** a bᵀ */
function timesTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return slowAtTransposes() ? tf.matMul(a, tf.transpose(b)) : tf.matMul(a, b, false, true)
}

/** aᵀ b */
function transposedTimes(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return slowAtTransposes() ? tf.matMul(tf.transpose(a), b) : tf.matMul(a, b, true, false)
}
