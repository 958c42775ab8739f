import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPool } from '../../src-main/inference/importance/pool.ts'
import {
  effectiveSampleSize,
  logMeanExp,
  normalize,
  resample,
} from '../../src-main/inference/importance/weights.ts'
import { mixtureLogDensity, sampleMixture } from '../../src-main/inference/mixture.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { roundGaussians } from '../support/targets.ts'

const logWeights = fc
  .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 50 })
  .map((w) => Float64Array.from(w))

describe('importance weights', () => {
  it('are the exponentials, scaled to sum to 1, however large', () => {
    fc.assert(
      fc.property(logWeights, fc.double({ min: -1e4, max: 1e4, noNaN: true }), (logs, shift) => {
        const w = normalize(logs.map((v) => v + shift))
        expect(w.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        for (let i = 1; i < w.length; i++) {
          // Of 1e4 plus a difference, 12 digits are left for the difference.
          if (w[i] > 1e-12 && w[0] > 1e-12) expect(Math.log(w[i] / w[0])).toBeCloseTo(logs[i] - logs[0], 8)
        }
      }),
      { seed: 1 },
    )
  })

  it('are 0 for −∞ and NaN', () => {
    const w = normalize(Float64Array.of(Number.NEGATIVE_INFINITY, 0, Number.NaN, Math.log(3)))
    ;[0, 0.25, 0, 0.75].forEach((v, i) => {
      expect(w[i]).toBeCloseTo(v, 12)
    })
  })

  it('are all 0, with an effective size of 0, where no draw has any', () => {
    const w = normalize(new Float64Array(5).fill(Number.NEGATIVE_INFINITY))
    expect(Array.from(w)).toEqual([0, 0, 0, 0, 0])
    expect(effectiveSampleSize(w)).toBe(0)
  })

  it('have the effective size (Σw)²/Σw²: n for equal ones, 1 for a single one', () => {
    expect(effectiveSampleSize(normalize(new Float64Array(50).fill(-3)))).toBeCloseTo(50, 9)
    expect(effectiveSampleSize(Float64Array.of(0, 1, 0))).toBe(1)
    fc.assert(
      fc.property(logWeights, (logs) => {
        const raw = Array.from(logs, (v) => Math.exp(v))
        const definition = raw.reduce((a, b) => a + b, 0) ** 2 / raw.reduce((a, b) => a + b * b, 0)
        expect(effectiveSampleSize(normalize(logs)) / definition).toBeCloseTo(1, 9)
      }),
      { seed: 2 },
    )
  })

  it('have a mean that neither overflows nor underflows', () => {
    expect(logMeanExp(Float64Array.of(1000, 1000))).toBeCloseTo(1000, 12)
    expect(logMeanExp(Float64Array.of(-2000, -2000 + Math.log(3)))).toBeCloseTo(-2000 + Math.log(2), 12)
    expect(logMeanExp(Float64Array.of(0, Number.NEGATIVE_INFINITY))).toBeCloseTo(-Math.log(2), 12)
  })
})

describe('resampling', () => {
  it('takes each draw n·w times, rounded up or down', () => {
    fc.assert(
      fc.property(logWeights, fc.integer({ min: 1, max: 500 }), fc.nat(), (logs, n, seed) => {
        const w = normalize(logs)
        const times = new Float64Array(w.length)
        for (const row of resample(w, n, createRandom(seed))) times[row]++
        times.forEach((t, i) => {
          expect(Math.abs(t - n * w[i])).toBeLessThan(1 + 1e-6)
        })
      }),
      { seed: 3 },
    )
  })

  it('is unbiased', () => {
    const w = normalize(Float64Array.of(0, -1, -2, -3, -0.5))
    const [n, runs] = [3, 20_000]
    const random = createRandom(4)
    const times = new Float64Array(w.length)
    for (let r = 0; r < runs; r++) for (const row of resample(w, n, random)) times[row]++
    // Each run's count has a variance of at most 1/4.
    times.forEach((t, i) => {
      expect(Math.abs(t / runs - n * w[i])).toBeLessThan((4.5 * 0.5) / Math.sqrt(runs))
    })
  })

  it('never takes a draw without weight, at neither end', () => {
    const w = Float64Array.of(0, 0.5, 0, 0.5, 0)
    for (let seed = 0; seed < 200; seed++) {
      for (const row of resample(w, 7, createRandom(seed))) expect(row % 2).toBe(1)
    }
  })
})

describe('a pool of rounds', () => {
  const narrow = roundGaussians({ weight: 1, mean: [0, 0], sd: 1 })
  const aside = roundGaussians({ weight: 1, mean: [3, 0], sd: 0.5 })

  it('weighs each draw against the mixture of all proposals, in shares of their draws', () => {
    const pool = createPool(2)
    const all: number[][] = []
    ;[narrow, aside].forEach((proposal, r) => {
      const n = r === 0 ? 300 : 100
      const z = new Float64Array(2 * n)
      sampleMixture(proposal, n, createRandom(r), z)
      pool.add(proposal, z, new Float64Array(n).fill(r), new Float64Array(0))
      for (let i = 0; i < n; i++) all.push([z[2 * i], z[2 * i + 1]])
    })
    const pooled = pool.weigh()
    const mixed = roundGaussians(
      { weight: 0.75, mean: [0, 0], sd: 1 },
      { weight: 0.25, mean: [3, 0], sd: 0.5 },
    )
    const density = new Float64Array(400)
    mixtureLogDensity(mixed, Float64Array.from(all.flat()), 400, density)
    expect(Array.from(pooled.z)).toEqual(all.flat())
    density.forEach((q, i) => {
      expect(pooled.logTarget[i]).toBe(i < 300 ? 0 : 1)
      expect(pooled.logWeights[i]).toBeCloseTo((i < 300 ? 0 : 1) - q, 9)
    })
    expect(pooled.weights).toEqual(normalize(pooled.logWeights))
    expect(pooled.ess).toBe(effectiveSampleSize(pooled.weights))
  })

  it('suffers nothing from a round that missed', () => {
    // Alone, draws of N(0, 1) for a target at 3 ± 0.5 have heavy weights; with the other round they get small ones.
    const pool = createPool(2)
    ;[narrow, aside].forEach((proposal, r) => {
      const z = new Float64Array(2000)
      sampleMixture(proposal, 1000, createRandom(10 + r), z)
      const logTarget = new Float64Array(1000)
      mixtureLogDensity(aside, z, 1000, logTarget)
      pool.add(proposal, z, logTarget, new Float64Array(0))
    })
    const { ess, logWeights } = pool.weigh()
    expect(ess).toBeGreaterThan(900)
    // The weights are p/((p + q)/2): nowhere above 2.
    expect(Math.max(...logWeights)).toBeLessThan(Math.log(2) + 1e-9)
  })
})
