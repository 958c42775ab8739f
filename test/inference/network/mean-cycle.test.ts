import { expect, it } from 'vitest'
import { meanCycle } from '../../../src-main/inference/network/embeddings/mean-cycle.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { covarianceOf, designOf, levelsOf } from '../../../src-main/signal/mean-cycle/cycle-data.ts'
import { cycleNumbers as D } from '../../../src-main/signal/mean-cycle/nodes.ts'
import { cyclePrior as prior } from '../../support/cycle/cells.ts'

const n = 150
const { size } = prior
const spec = { embedding: 'meanCycle' } as Parameters<typeof meanCycle.create>[0]
const embedding = meanCycle.create(spec, prior)
const [{ width }] = embedding.inputs
const batch = createBatchSource(prior, n)(createRandom(6))
const { scales, readings } = embedding.measure(batch, n)
const inputs = new Float32Array(n * width)
const write = embedding.inputWriter(scales, true)
const written = Array.from({ length: n }, (_, k) => write(batch.traces, k * size, [inputs], k))

it('simulations to learn from all fire', () => {
  expect(batch.traces.every(Number.isFinite)).toBe(true)
})

it('inputs of the simulations that it was measured by are standardized, each', () => {
  for (let j = 0; j < width; j++) {
    const column = Array.from({ length: n }, (_, k) => inputs[k * width + j])
    const mean = column.reduce((a, b) => a + b, 0) / n
    const square = column.reduce((a, b) => a + b * b, 0) / n
    expect(Math.abs(mean)).toBeLessThan(1e-4)
    expect(square).toBeCloseTo(1, 2)
  }
})

it('inputs are the numbers less the level, level and width, and how sure each number is', () => {
  const { mean, sd } = scales.statistics
  for (const k of [0, 17]) {
    const plain = (j: number): number => inputs[k * width + j] * sd[j] + mean[j]
    const data = batch.traces.subarray(k * size, (k + 1) * size)
    const { level, width: spike } = designOf(data)
    const covariance = covarianceOf(data)
    const expected = Array.from({ length: width }, (_, j) => {
      if (j === 0) return data[0]
      if (j < D) return data[j] - level
      if (j === D) return level
      if (j === D + 1) return Math.log(spike)
      const i = j - D - 2
      return 0.5 * Math.log(covariance[i * (D + 1)])
    })
    expected.forEach((x, j) => {
      expect(Math.abs(plain(j) - x)).toBeLessThan(1e-4 * Math.max(1, Math.abs(x)))
    })
  }
})

it('reads where the cycle lies, in training as in use', () => {
  expect(written).toEqual(readings)
  expect(written[3]).toEqual(levelsOf(batch.traces, 3 * size))
  const { between, upper } = levelsOf(batch.traces, 3 * size)
  const { level } = designOf(batch.traces, 3 * size)
  expect(between).toBeLessThan(level)
  expect(upper).toBeGreaterThan(level)
})
