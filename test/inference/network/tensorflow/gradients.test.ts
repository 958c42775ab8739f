import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
// Nothing else of ours, and no native TensorFlow, which would register gradients too.
import { grads } from '../../../../src-main/inference/network/tensorflow/gradients.ts'

describe('gradients', () => {
  it('are there where nothing but their own module was imported', async () => {
    tf.enableProdMode()
    await tf.setBackend('cpu')
    const [of, to] = grads((a, b) => tf.mean(tf.mul(tf.tanh(tf.sub(a, b)), tf.exp(b))) as tf.Scalar)([
      tf.tensor1d([0.5, 1]),
      tf.tensor1d([0.25, 0.5]),
    ])
    const expected = [
      [0.5, 0.25],
      [1, 0.5],
    ].map(([a, b]) => {
      const slope = 1 - Math.tanh(a - b) ** 2
      return [(slope * Math.exp(b)) / 2, ((Math.tanh(a - b) - slope) * Math.exp(b)) / 2]
    })
    expected.forEach(([byA, byB], i) => {
      expect(of.dataSync()[i]).toBeCloseTo(byA, 5)
      expect(to.dataSync()[i]).toBeCloseTo(byB, 5)
    })
  })

  it('are taken from that module alone', () => {
    // tf.customGrad says what a gradient is and takes none.
    const taking = /\btf\s*\.\s*(grads?|valueAndGrads?|variableGrads|train)\b|\.minimize\(/
    const files = ['src-main', 'bench', 'test'].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, '../../../..', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    )
    expect(files).toContain(join('src-main', 'inference', 'network', 'tensorflow', 'trainer.ts'))
    const guilty = files.filter((file) =>
      taking.test(readFileSync(join(import.meta.dirname, '../../../..', file), 'utf8')),
    )
    expect(guilty).toEqual([])
  })
})
