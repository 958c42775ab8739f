import * as tf from '@tensorflow/tfjs-core'
import { logDiagonalLimit } from '../densities/mixture-output.ts'
import type { Loss } from './loss-function.ts'

/**
 * Mean negative log likelihood of standardized targets under the mixtures that a network outputs (layout in
 * mixture-output.ts). Only elementwise products and small matrix products with constants, which are fast on every
 * backend, gradients included.
 */
export function createMixtureLoss(components: number, dimension: number): Loss {
  const K = components
  const D = dimension
  const below = (D * (D - 1)) / 2
  // Positions of (log diagonals, elements below) in a D×D factor; repetition of δ along its rows; sums along its
  // rows.
  const place = tf.buffer([D + below, D * D])
  const repeat = tf.buffer([D, D * D])
  const sumRows = tf.buffer([D * D, D])
  let b = D
  for (let i = 0; i < D; i++) {
    place.set(1, i, i * D + i)
    for (let j = 0; j < i; j++) place.set(1, b++, i * D + j)
    for (let j = 0; j < D; j++) {
      repeat.set(1, j, i * D + j)
      sumRows.set(1, i * D + j, i)
    }
  }
  const placeT = tf.keep(place.toTensor()) as tf.Tensor2D
  const repeatT = tf.keep(repeat.toTensor()) as tf.Tensor2D
  const sumT = tf.keep(sumRows.toTensor()) as tf.Tensor2D

  const loss = (output: tf.Tensor2D, target: tf.Tensor2D): tf.Scalar =>
    tf.tidy(() => {
      const batch = output.shape[0]
      const sizes = [K, K * D, K * D, K * below].filter((n) => n > 0)
      const [logits, means, rawDiagonal, offDiagonal] = tf.split(output, sizes, 1)
      const rows = (x: tf.Tensor, columns: number) => tf.reshape(x, [batch * K, columns]) as tf.Tensor2D
      const logDiagonal = rows(tf.mul(tf.tanh(tf.div(rawDiagonal, logDiagonalLimit)), logDiagonalLimit), D)
      const diagonal = tf.exp(logDiagonal) as tf.Tensor2D
      const factor = tf.matMul(
        below > 0 ? tf.concat([diagonal, rows(offDiagonal, below)], 1) : diagonal,
        placeT,
      )
      const delta = rows(tf.sub(tf.expandDims(target, 1), tf.reshape(means, [batch, K, D])), D)
      const y = tf.matMul(tf.mul(factor, tf.matMul(delta, repeatT)) as tf.Tensor2D, sumT)
      const logDensity = tf.sub(tf.sum(logDiagonal, 1), tf.mul(tf.sum(tf.square(y), 1), 0.5))
      const joint = tf.add(tf.logSoftmax(logits), tf.reshape(logDensity, [batch, K]))
      return tf.sub((D / 2) * Math.log(2 * Math.PI), tf.mean(tf.logSumExp(joint, 1))) as tf.Scalar
    })

  return Object.assign(loss, {
    dispose() {
      tf.dispose([placeT, repeatT, sumT])
    },
  })
}
