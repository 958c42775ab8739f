import { describe, expect, it } from 'vitest'
import { allocateBatch, batchBytes, type TrainingBatch } from '../../src-main/inference/network/batch.ts'
import { networkCatalogue, networkChoices } from '../../src-main/inference/network/catalogue/networks.ts'
import { paddedLength } from '../../src-main/inference/network/embeddings/patches.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { statisticsCount, traceStatistics } from '../../src-main/inference/trace-statistics.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createBatchFiller, normalizationOf } from '../../src-main/training/training-data.ts'
import { presetOn } from '../support/priors.ts'
import { covariance, mean } from '../support/statistics.ts'
import { freshData } from '../support/training.ts'

// 90 points are not a whole number of the network's patches: the padding shows.
const file = presetOn({ points: 90 })
const prior = createPrior(file)
const learner = createLearner(prior, networkCatalogue.posterior.spec)
const n = 64
const normalization = normalizationOf(learner, freshData(n, 5), createRandom(1))
const length = learner.widths[0]
const D = prior.parameters.length

const fillerOf = (seed: number) => createBatchFiller(learner, freshData(n, seed), normalization)

function batchOf(index: number, seed = 5, filler = fillerOf(seed)): TrainingBatch {
  const batch = allocateBatch(learner, n)
  filler(index, batch)
  return batch
}

describe('a training batch', () => {
  it('is set by seed and index alone, whoever fills it and in what order', () => {
    const filler = fillerOf(5)
    const forwards = [0, 1, 2].map((i) => batchOf(i, 5, filler))
    const backwards = [2, 1, 0].map((i) => batchOf(i)).reverse()
    expect(forwards).toEqual(backwards)
    expect(batchOf(1, 5, filler)).toEqual(forwards[1])
  })

  it('is another for another index or seed', () => {
    expect(batchOf(0).inputs[0]).not.toEqual(batchOf(1).inputs[0])
    expect(batchOf(0).target).not.toEqual(batchOf(0, 6).target)
  })

  it('holds traces, statistics and unbounded parameters, each standardized', () => {
    const { parameters, traces } = createBatchSource(prior, n)(createRandom(5).fork(3))
    const {
      inputs: [trace, fast],
      target,
    } = batchOf(3)
    expect(trace).toHaveLength(n * length)
    const { points } = prior.grid
    const statistics = new Float64Array(statisticsCount)
    const z = new Float64Array(D)
    for (const k of [0, 17, n - 1]) {
      for (let i = 0; i < length; i++) {
        const value = traces[k * points + Math.min(i, points - 1)]
        const expected = (value - normalization.trace.mean) / normalization.trace.sd
        expect(trace[k * length + i]).toBeCloseTo(expected, 5)
      }
      traceStatistics(traces, k * points, points, statistics, 0)
      statistics.forEach((v, j) => {
        const expected = (v - normalization.statistics.mean[j]) / normalization.statistics.sd[j]
        expect(fast[k * statisticsCount + j]).toBeCloseTo(expected, 4)
      })
      prior.toUnbounded(parameters, k * D, z, 0)
      z.forEach((v, j) => {
        const expected = (v - normalization.target.mean[j]) / normalization.target.sd[j]
        expect(target[k * D + j]).toBeCloseTo(expected, 5)
      })
    }
  })

  it('has mean 0 and variance 1 in each column', () => {
    const filler = fillerOf(9)
    const rows = Array.from({ length: 60 }, (_, i) => batchOf(i, 9, filler))
    const column = (of: (b: TrainingBatch) => Float32Array, columns: number, j: number): number[] =>
      rows.flatMap((b) => Array.from({ length: n }, (_, k) => of(b)[k * columns + j]))
    // 3,840 rows against moments measured on 4,096: two errors of 0.016; kurtosis widens that of the variance.
    for (let j = 0; j < D; j++) {
      const x = column((b) => b.target, D, j)
      expect(Math.abs(mean(x))).toBeLessThan(0.1)
      expect(Math.abs(covariance(x, x) - 1)).toBeLessThan(0.15)
    }
    for (let j = 0; j < statisticsCount; j++) {
      const x = column((b) => b.inputs[1], statisticsCount, j)
      expect(Math.abs(mean(x))).toBeLessThan(0.1)
      expect(Math.abs(covariance(x, x) - 1)).toBeLessThan(0.25)
    }
    const x = rows.flatMap((b) => Array.from(b.inputs[0].subarray(0, length)))
    expect(Math.abs(mean(x))).toBeLessThan(0.2)
    expect(Math.abs(covariance(x, x) - 1)).toBeLessThan(0.2)
  })

  it('lies in a row in shared memory, where it is asked to', () => {
    const bytes = batchBytes(learner, n)
    const memory = new SharedArrayBuffer(3 * bytes)
    const second = allocateBatch(learner, n, memory, bytes)
    fillerOf(5)(0, second)
    const whole = new Float32Array(memory)
    const size = bytes / 4
    expect(whole.subarray(0, size).every((v) => v === 0)).toBe(true)
    expect(whole.subarray(2 * size).every((v) => v === 0)).toBe(true)
    const { inputs, target } = batchOf(0)
    expect(Array.from(whole.subarray(size, 2 * size))).toEqual([...inputs[0], ...inputs[1], ...target])
  })
})

describe('padding', () => {
  const posteriors = networkChoices.flatMap(({ name, spec }) =>
    spec.kind === 'posterior' && spec.embedding === 'patches' ? [[name, spec] as const] : [],
  )
  it.each(posteriors)('for %s makes its patches and pairs come out even', (_, net) => {
    for (const points of [16, 90, 999, 1000, 1001]) {
      const length = paddedLength(net, points)
      expect(length).toBeGreaterThanOrEqual(points)
      const unit = net.points * 2 ** (net.widths.length - 1)
      expect(length % unit).toBe(0)
      expect(length - points).toBeLessThan(unit)
    }
  })
})
