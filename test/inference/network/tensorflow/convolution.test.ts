import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { convolveSwish } from '../../../../src-main/inference/network/tensorflow/convolution.ts'
import { grads } from '../../../../src-main/inference/network/tensorflow/gradients.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { type BackendName, startBackends, useBackend } from '../../../support/tensorflow.ts'

let backends: BackendName[]
beforeAll(async () => {
  backends = await startBackends()
})

interface Size {
  batch: number
  length: number
  channels: number
  filters: number
  size: number
  stride: number
}

const sizes: [string, Size][] = (
  [
    // The paper's first and second convolution; the posterior network's.
    [2, 1000, 1, 8, 3, 2],
    [3, 249, 8, 16, 3, 2],
    [2, 1000, 1, 32, 8, 4],
    [2, 249, 32, 16, 4, 2],
    // Lengths that end inside a stride, and the shortest there are.
    [3, 998, 1, 4, 3, 2],
    [2, 333, 2, 4, 8, 4],
    [2, 334, 2, 4, 8, 4],
    [2, 335, 2, 4, 8, 4],
    [1, 8, 3, 2, 8, 4],
    [1, 3, 2, 5, 3, 2],
    [1, 4, 2, 5, 3, 2],
    // Windows that do not overlap.
    [2, 30, 2, 3, 4, 4],
  ] as const
).map(([batch, length, channels, filters, size, stride]) => [
  `${length} points × ${channels}, ${filters} filters of ${size}, stride ${stride}`,
  { batch, length, channels, filters, size, stride },
])

/** Numbers, and gradients of their sum of squares as to all three operands, by ours and by TensorFlow's convolution. */
function both({ batch, length, channels, filters, size, stride }: Size) {
  const random = createRandom(length + size)
  const normal = (...shape: number[]) =>
    tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.normal), shape)
  const operands = [normal(batch, length, channels), normal(size, channels, filters), normal(filters)]
  const ours = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
    convolveSwish(x, batch, channels, kernel, bias as tf.Tensor1D, stride).y
  const plain = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
    const a = tf.add(tf.conv1d(x as tf.Tensor3D, kernel as tf.Tensor3D, stride, 'valid'), bias)
    return tf.reshape(tf.mul(a, tf.sigmoid(a)), [-1, filters])
  }
  const gradientsOf = (f: typeof ours): number[][] =>
    tf.tidy(() =>
      grads((x, kernel, bias) => tf.sum(tf.square(f(x, kernel, bias))) as tf.Scalar)(operands).map((g) =>
        Array.from(g.dataSync()),
      ),
    )
  const numbersOf = (f: typeof ours) =>
    tf.tidy(() => {
      const y = f(operands[0], operands[1], operands[2])
      return { shape: y.shape, numbers: Array.from(y.dataSync()) }
    })
  return {
    ours: { ...numbersOf(ours), gradients: () => gradientsOf(ours) },
    plain: { ...numbersOf(plain), gradients: () => gradientsOf(plain) },
  }
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  const largest = expected.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  expect(largest).toBeGreaterThan(0)
  // Sums of up to a thousand float32 products.
  found.forEach((v, i) => {
    expect(Math.abs(v - expected[i])).toBeLessThan(1e-5 * (1 + largest))
  })
}

describe.each(['native', 'wasm', 'cpu'] as const)('a convolution with swish on %s', (name) => {
  it.for(sizes)('is tf.conv1d with swish: %s', async ([, size], { skip }) => {
    skip(!backends.includes(name), `${name} TensorFlow is not here`)
    await useBackend(name)
    const { ours, plain } = both(size)
    const windows = Math.floor((size.length - size.size) / size.stride) + 1
    expect(ours.shape).toEqual([size.batch * windows, size.filters])
    expect(plain.shape).toEqual(ours.shape)
    expectClose(ours.numbers, plain.numbers)
  })
})

// WebAssembly has no gradient of conv1d: cpu says what it should be, for ours on each backend.
it.for(sizes)('has the gradients of tf.conv1d with swish: %s', async ([, size]) => {
  await useBackend('cpu')
  const expected = both(size).plain.gradients()
  for (const name of backends) {
    await useBackend(name)
    both(size)
      .ours.gradients()
      .forEach((gradient, i) => {
        expectClose(gradient, expected[i])
      })
  }
})
