import { describe, expect, it } from 'vitest'
import type { PointSpec } from '../../src-main/contract/networks.ts'
import { allocateBatch, type TrainingBatch } from '../../src-main/inference/network/batch.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource, thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import {
  createBatchFiller,
  type DataSettings,
  normalizationOf,
  rowsOf,
  samplesSeen,
  stepCount,
} from '../../src-main/training/training-data.ts'
import { presetOn } from '../support/priors.ts'
import { freshData } from '../support/training.ts'

const prior = createPrior(presetOn({ points: 60 }))
const { points } = prior.grid
const D = prior.parameters.length
const spec = findNetwork('rudi-dense').spec as PointSpec
const learner = createLearner(prior, spec)

/** 70 simulations in batches of 32, 32 and 6. */
const data: DataSettings = {
  recipe: { data: 'set', batch: 32, epochs: 4, rate: 2e-3 },
  samples: 70,
  seed: 5,
}
const once = 3
const normalization = normalizationOf(learner, data, createRandom(1))
const fillerOf = (seed = data.seed) => createBatchFiller(learner, { ...data, seed }, normalization)

/** The rows of a step, inputs and target side by side, as text to tell them apart. */
function rowsAt(index: number, fill = fillerOf()): string[] {
  const batch: TrainingBatch = allocateBatch(learner, data.recipe.batch)
  fill(index, batch)
  return Array.from({ length: rowsOf(data, index) }, (_, k) =>
    [
      ...batch.inputs[0].subarray(k * points, (k + 1) * points),
      ...batch.target.subarray(k * D, (k + 1) * D),
    ].join(),
  )
}

const passOf = (pass: number, fill = fillerOf()): string[] =>
  Array.from({ length: once }, (_, i) => rowsAt(pass * once + i, fill)).flat()

describe('a training set', () => {
  it('is seen once in each pass, every row, each time in another order', () => {
    const fill = fillerOf()
    const passes = [0, 1, 2, 3].map((pass) => passOf(pass, fill))
    const sorted = passes.map((rows) => rows.slice().sort())
    expect(new Set(passes[0]).size).toBe(data.samples)
    for (const rows of sorted) expect(rows).toEqual(sorted[0])
    for (const [i, a] of passes.entries()) {
      for (const b of passes.slice(i + 1)) {
        // Two random orders of 70 share one place on average, and ten with probability 1e-7.
        expect(a.filter((row, k) => row === b[k]).length).toBeLessThan(10)
      }
    }
  })

  it('is simulated as the seed says, and scaled', () => {
    const { parameters, traces } = createBatchSource(prior, data.samples)(createRandom(data.seed))
    const { mean, sd } = normalization.target
    const expected = Array.from({ length: data.samples }, (_, k) =>
      [
        ...traces.subarray(k * points, (k + 1) * points),
        ...Float32Array.from({ length: D }, (_, j) => (parameters[k * D + j] - mean[j]) / sd[j]),
      ].join(),
    )
    expect(passOf(2).sort()).toEqual(expected.sort())
  })

  it('gives a step the same batch whoever fills it and when', () => {
    const forwards = Array.from({ length: 4 * once }, (_, i) => i).map((i) => rowsAt(i))
    const fill = fillerOf()
    // Back and forth between passes, and the same step twice.
    for (const index of [11, 0, 7, 7, 2, 10, 1, 6, 3, 11, 4, 9, 5, 8]) {
      expect(rowsAt(index, fill)).toEqual(forwards[index])
    }
  })

  it('is another for another seed, in another order', () => {
    const rows = new Set(passOf(0))
    expect(passOf(0, fillerOf(6)).filter((row) => rows.has(row))).toEqual([])
  })

  it('leaves what lies behind a small last batch alone', () => {
    const batch = allocateBatch(learner, data.recipe.batch)
    batch.target.fill(-7)
    fillerOf()(2, batch)
    expect(batch.target.subarray(0, 6 * D).every((v) => v >= 0 && v <= 1)).toBe(true)
    expect(batch.target.subarray(6 * D).every((v) => v === -7)).toBe(true)
  })

  it('takes its scales from itself, not from other draws', () => {
    expect(normalizationOf(learner, data, createRandom(99))).toEqual(normalization)
    expect(normalizationOf(learner, { ...data, seed: 6 }, createRandom(1))).not.toEqual(normalization)
  })
})

describe('steps, rows and samples seen', () => {
  it('of a set: the last batch of a pass is smaller', () => {
    expect(stepCount(data)).toBe(12)
    expect([0, 1, 2, 3, 4, 5, 11].map((i) => rowsOf(data, i))).toEqual([32, 32, 6, 32, 32, 6, 6])
    expect([0, 1, 2, 3, 4, 6, 12].map((i) => samplesSeen(data, i))).toEqual([0, 32, 64, 70, 102, 140, 280])
  })

  it('of a set that is whole batches', () => {
    const even = { ...data, samples: 64 }
    expect(stepCount(even)).toBe(8)
    expect([0, 1, 2, 7].map((i) => rowsOf(even, i))).toEqual([32, 32, 32, 32])
    expect(samplesSeen(even, 8)).toBe(4 * 64)
  })

  it('of fresh simulations: whole batches, at least as many as asked for', () => {
    const fresh = { ...freshData(256, 1), samples: 1000 }
    expect(stepCount(fresh)).toBe(4)
    expect(rowsOf(fresh, 3)).toBe(256)
    expect(samplesSeen(fresh, 4)).toBe(1024)
  })

  it('agree with each other', () => {
    for (const samples of [1, 31, 32, 33, 70, 96]) {
      const settings = { ...data, samples }
      let seen = 0
      for (let i = 0; i < stepCount(settings); i++) {
        expect(samplesSeen(settings, i)).toBe(seen)
        seen += rowsOf(settings, i)
      }
      expect(samplesSeen(settings, stepCount(settings))).toBe(seen)
      expect(seen).toBe(4 * samples)
    }
  })
})

describe('what a network learns from', () => {
  const n = 20
  const batchOf = (input: PointSpec['input']) => {
    const { parameters, traces } = createLearner(prior, { ...spec, input }).simulations(n)(createRandom(3))
    return { parameters: parameters.slice(), traces: traces.slice() }
  }
  const noisy = batchOf('noisyTrace')

  it.each(['cleanTrace', 'spikeRate', 'spikeRateAndDuration'] as const)(
    'has no noise for %s, and the parameters that noisy traces of the seed have',
    (input) => {
      const { parameters, traces } = batchOf(input)
      expect(parameters).toEqual(noisy.parameters)
      const u = new Float32Array(n * points)
      createSimulator(prior.forward).predictions(thetasOf(prior, parameters, n), n, u)
      expect(traces).toEqual(u)
    },
  )

  it('has noise of the size drawn for noisy traces', () => {
    const clean = batchOf('cleanTrace')
    // s = σ/Δt lies in 0.2 … 0.5; over 1,200 correlated points its mean is met to a tenth or so.
    const squares = noisy.traces.map((v, i) => (v - clean.traces[i]) ** 2)
    const size = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length)
    const { dt } = prior.grid
    const usual = Math.sqrt(
      Array.from({ length: n }, (_, k) => (noisy.parameters[k * D + 2] / dt) ** 2).reduce(
        (a, b) => a + b,
        0,
      ) / n,
    )
    expect(Math.abs(size / usual - 1)).toBeLessThan(0.25)
  })
})
