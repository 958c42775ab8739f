import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { mixtureLogDensity } from '../../../../src-main/inference/mixture.ts'
import {
  logDiagonalLimit,
  mixtureFromOutput,
  mixtureOutputSize,
} from '../../../../src-main/inference/network/densities/mixture-output.ts'
import { valueAndGrad } from '../../../../src-main/inference/network/tensorflow/gradients.ts'
import { createMixtureLoss } from '../../../../src-main/inference/network/tensorflow/mixture-loss.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { type BackendName, startBackends, useBackend } from '../../../support/tensorflow.ts'

let backends: BackendName[]
beforeAll(async () => {
  backends = await startBackends()
})

interface Case {
  K: number
  D: number
  batch: number
  output: Float32Array
  target: Float32Array
}

function example(K: number, D: number, batch: number, seed: number, scale = 1): Case {
  const random = createRandom(seed)
  const numbers = (n: number) => Float32Array.from({ length: n }, () => scale * random.normal())
  return { K, D, batch, output: numbers(batch * mixtureOutputSize(K, D)), target: numbers(batch * D) }
}

/** Mean negative log density by the plain mixtures. */
function plainLoss({ K, D, batch, output, target }: Case): number {
  const size = mixtureOutputSize(K, D)
  const [mean, sd] = [new Array(D).fill(0), new Array(D).fill(1)]
  let sum = 0
  const out = new Float64Array(1)
  for (let k = 0; k < batch; k++) {
    const mixture = mixtureFromOutput(output.subarray(k * size, (k + 1) * size), K, mean, sd)
    mixtureLogDensity(mixture, Float64Array.from(target), 1, out, k * D)
    sum -= out[0]
  }
  return sum / batch
}

function tensorLoss({ K, D, batch, output, target }: Case): { value: number; gradient: Float32Array } {
  const loss = createMixtureLoss(K, D)
  const result = tf.tidy(() => {
    const { value, grad } = valueAndGrad((o: tf.Tensor) =>
      loss(o as tf.Tensor2D, tf.tensor2d(target, [batch, D])),
    )(tf.tensor2d(output, [batch, mixtureOutputSize(K, D)]))
    return { value: value.dataSync()[0], gradient: grad.dataSync() as Float32Array }
  })
  loss.dispose()
  return result
}

const shapes: [number, number, number][] = [
  [1, 1, 3],
  [1, 4, 5],
  [3, 2, 4],
  [8, 4, 16],
  [12, 5, 7],
]

describe.each(['native', 'wasm', 'cpu'] as const)('the mixture loss on %s', (name) => {
  it.for(shapes)('is the plain log density: K = %i, D = %i, batch %i', async ([K, D, batch], { skip }) => {
    skip(!backends.includes(name), `${name} TensorFlow is not here`)
    await useBackend(name)
    const c = example(K, D, batch, 10 * K + D)
    const plain = plainLoss(c)
    expect(Math.abs(tensorLoss(c).value - plain)).toBeLessThan(1e-5 * (1 + Math.abs(plain)))
  })

  it.for(shapes)(
    'has the gradient of finite differences: K = %i, D = %i, batch %i',
    async ([K, D, batch], { skip }) => {
      skip(!backends.includes(name), `${name} TensorFlow is not here`)
      await useBackend(name)
      const c = example(K, D, batch, 20 * K + D, 0.7)
      const { gradient } = tensorLoss(c)
      const h = 1e-3
      const largest = Math.max(...gradient.map(Math.abs))
      const random = createRandom(1)
      for (let trial = 0; trial < 60; trial++) {
        const i = Math.floor(random.uniform() * c.output.length)
        // The plain densities are double precision but for their float32 inputs: the step is what they hold.
        const at = (step: number): [number, number] => {
          const moved = c.output.slice()
          moved[i] += step
          return [plainLoss({ ...c, output: moved }), moved[i]]
        }
        const [[up, a], [down, b]] = [at(h), at(-h)]
        expect(Math.abs(gradient[i] - (up - down) / (a - b))).toBeLessThan(1e-4 * (1 + largest))
      }
    },
  )

  it('stays finite where raw outputs are wild', async ({ skip }) => {
    skip(!backends.includes(name), `${name} TensorFlow is not here`)
    await useBackend(name)
    const c = example(8, 4, 6, 3, 30)
    const { value, gradient } = tensorLoss(c)
    expect(Number.isFinite(value)).toBe(true)
    expect(gradient.every(Number.isFinite)).toBe(true)
    const plain = plainLoss(c)
    expect(Math.abs(value - plain)).toBeLessThan(1e-4 * Math.abs(plain))
  })
})

describe('a mixture read from a network’s output', () => {
  const [K, D] = [3, 4]
  const { output } = example(K, D, 1, 8)
  const mean = [0.5, -1, 2, 0]
  const sd = [2, 0.3, 1, 5]

  it('undoes the standardization: its density is that of the standardized point over the product of the sds', () => {
    const standardized = mixtureFromOutput(output, K, [0, 0, 0, 0], [1, 1, 1, 1])
    const own = mixtureFromOutput(output, K, mean, sd)
    const [a, b] = [new Float64Array(1), new Float64Array(1)]
    const random = createRandom(2)
    for (let i = 0; i < 20; i++) {
      const x = Float64Array.from({ length: D }, random.normal)
      mixtureLogDensity(standardized, x, 1, a)
      mixtureLogDensity(
        own,
        x.map((v, j) => mean[j] + sd[j] * v),
        1,
        b,
      )
      expect(b[0]).toBeCloseTo(a[0] - sd.reduce((s, v) => s + Math.log(v), 0), 9)
    }
  })

  it('has weights that sum to 1 and lower triangular factors with positive, bounded diagonals', () => {
    for (const scale of [1, 100]) {
      const wild = example(K, D, 1, 4, scale).output
      const m = mixtureFromOutput(wild, K, [0, 0, 0, 0], [1, 1, 1, 1])
      expect(m.weights.reduce((s, w) => s + w, 0)).toBeCloseTo(1, 12)
      for (let k = 0; k < K; k++) {
        for (let r = 0; r < D; r++) {
          for (let c = r; c < D; c++) {
            const v = m.factors[(k * D + r) * D + c]
            if (c > r) expect(v).toBe(0)
            else expect(Math.abs(Math.log(v))).toBeLessThanOrEqual(logDiagonalLimit)
          }
        }
      }
    }
  })

  it('takes as many numbers as it says', () => {
    // A weight, D means, D (D + 1)/2 elements of the factor for each component.
    expect(mixtureOutputSize(8, 4)).toBe(8 * (1 + 4 + 10))
    expect(mixtureOutputSize(1, 1)).toBe(3)
  })
})
