import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { findNetwork } from '../../../../src-main/inference/network/catalogue/find-network.ts'
import { createLearner } from '../../../../src-main/inference/network/learner.ts'
import { grad } from '../../../../src-main/inference/network/tensorflow/gradients.ts'
import { createLoss } from '../../../../src-main/inference/network/tensorflow/loss.ts'
import { preset } from '../../../support/priors.ts'
import { startBackends, useBackend } from '../../../support/tensorflow.ts'

beforeAll(async () => {
  await startBackends()
  await useBackend('cpu')
})

it('a point network’s loss is the mean squared error, over rows and targets', () => {
  const loss = createLoss(createLearner(preset, findNetwork('rudi-dense', { targets: 'neuron' }).spec).loss)
  const output = tf.tensor2d([0.5, 0.25, 1, 0], [2, 2])
  const target = tf.tensor2d([0, 0.25, 0.5, 0.75], [2, 2])
  // (0.25 + 0 + 0.25 + 0.5625)/4
  expect(loss(output, target).dataSync()[0]).toBeCloseTo(0.265625, 7)
  const gradient = grad((o) => loss(o as tf.Tensor2D, target))(output).dataSync()
  // 2 (output − target)/4
  expect(Array.from(gradient)).toEqual([0.25, 0, 0.25, -0.375])
  loss.dispose()
})
