import { describe, expect, it } from 'vitest'
import { fitNovelty, noveltyOf } from '../../../src-main/inference/statistics/novelty.ts'
import { sharedShift } from '../../../src-main/inference/statistics/shared-shift.ts'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { byPhase } from '../../../src-main/signal/statistics/by-phase.ts'
import { cusum, kolmogorovSurvival } from '../../../src-main/signal/statistics/cusum.ts'
import { fitDrift, fitStep } from '../../../src-main/signal/statistics/level-change.ts'
import { fisherProbability, periodogram, powerAt } from '../../../src-main/signal/statistics/periodogram.ts'

const n = 1000
const white = (seed: number, length = n): Float64Array =>
  Float64Array.from({ length }, createRandom(seed).normal)
const noise = (seed: number, rho: number, sd = 1): Float64Array => {
  const x = new Float64Array(n)
  addNoise(x, 0, n, sd, rho, createRandom(seed))
  return x
}
const share = (values: number[], below: number): number =>
  values.filter((v) => v < below).length / values.length
const runs = 600
/** 4.5 standard errors of a share of `runs`. */
const near = (p: number): number => 4.5 * Math.sqrt((p * (1 - p)) / runs)

describe('the periodogram', () => {
  it('of a cosine has its power at its frequency: n A²/4', () => {
    const x = Float64Array.from({ length: n }, (_, i) => 3 + 0.5 * Math.cos(2 * Math.PI * 0.07 * i + 1))
    expect(powerAt(x, 0.07)).toBeCloseTo((n * 0.25) / 4, 6)
    expect(powerAt(x, 0.2)).toBeLessThan(1e-6)
    const powers = periodogram(x)
    expect(powers.indexOf(Math.max(...powers)) + 1).toBe(0.07 * n)
  })

  it('sums to half of the sum of squares about the mean', () => {
    const x = white(1, 1001)
    const mean = x.reduce((s, v) => s + v, 0) / x.length
    const squares = x.reduce((s, v) => s + (v - mean) ** 2, 0)
    expect(periodogram(x).reduce((s, v) => s + v, 0)).toBeCloseTo(squares / 2, 6)
  })

  it('leaves missing samples out', () => {
    const x = Float64Array.from({ length: n }, (_, i) =>
      i % 7 === 0 ? Number.NaN : Math.cos(2 * Math.PI * 0.05 * i),
    )
    expect(powerAt(x, 0.05) / (((6 / 7) * n) / 4)).toBeCloseTo(1, 1)
  })

  it('gives Fisher’s probability: the largest of white noise is as rare as it says', () => {
    const p = Array.from({ length: runs }, (_, k) => {
      const powers = periodogram(white(k, 200))
      const total = powers.reduce((s, v) => s + v, 0)
      return fisherProbability(Math.max(...powers) / total, powers.length, powers.length)
    })
    expect(Math.abs(share(p, 0.1) - 0.1)).toBeLessThan(near(0.1) + 0.005)
    // Fisher's table (1929): for 50 powers a share of 0.1313 is exceeded with probability 0.05.
    expect(fisherProbability(0.1313, 50, 50)).toBeCloseTo(0.05, 2)
  })
})

describe('cumulated sums', () => {
  it('have Kolmogorov’s distribution', () => {
    // Smirnov's table: 5 % beyond 1.3581, 1 % beyond 1.6276.
    expect(kolmogorovSurvival(1.3581)).toBeCloseTo(0.05, 4)
    expect(kolmogorovSurvival(1.6276)).toBeCloseTo(0.01, 4)
    expect(kolmogorovSurvival(0.1)).toBe(1)
    const p = Array.from({ length: runs }, (_, k) => cusum(white(k)).p)
    expect(share(p, 0.05)).toBeLessThan(0.05 + near(0.05))
    expect(share(p, 0.05)).toBeGreaterThan(0.05 - near(0.05) - 0.01)
  })

  it('find a step of half a standard deviation, with samples missing too', () => {
    const x = white(3).map((v, i) => (i % 9 === 0 ? Number.NaN : v + (i > 400 ? 0.5 : 0)))
    expect(cusum(x).p).toBeLessThan(1e-6)
  })

  it('of a constant are none', () => {
    expect(cusum(new Float64Array(50).fill(2))).toEqual({ statistic: 0, p: 1 })
  })
})

describe('level changes under AR(1) noise', () => {
  it('are measured without bias: a step, its place and its size', () => {
    const found = Array.from({ length: 40 }, (_, k) =>
      fitStep(
        noise(k, 0.8, 0.35).map((v, i) => v + (i >= 620 ? -1.5 : 0)),
        0.8,
      ),
    )
    const size = found.reduce((s, { size }) => s + size, 0) / found.length
    expect(size).toBeCloseTo(-1.5, 1)
    expect(found.filter(({ at }) => Math.abs(at - 620) <= 2).length).toBeGreaterThanOrEqual(38)
  })

  it('are measured without bias: a drift', () => {
    const found = Array.from({ length: 40 }, (_, k) =>
      fitDrift(
        noise(k, 0.8, 0.35).map((v, i) => v + (2 * i) / (n - 1)),
        0.8,
      ),
    )
    expect(found.reduce((s, { size }) => s + size, 0) / found.length).toBeCloseTo(2, 1)
  })

  it('are as far from 0 as they say where there are none', () => {
    const z = Array.from({ length: runs }, (_, k) => fitDrift(noise(k, 0.8), 0.8).z)
    expect(1 - share(z, 1.96)).toBeLessThan(0.05 + near(0.05))
    expect(1 - share(z, 1.96)).toBeGreaterThan(0.05 - near(0.05))
  })

  it('are told apart: a step fits a step better, a line a drift', () => {
    const steps = Array.from({ length: 40 }, (_, k) => {
      const x = noise(k, 0.8, 0.3).map((v, i) => v + (i >= 400 ? 1 : 0))
      return fitStep(x, 0.8).z ** 2 - fitDrift(x, 0.8).z ** 2
    })
    const drifts = Array.from({ length: 40 }, (_, k) => {
      const x = noise(k, 0.8, 0.3).map((v, i) => v + (1.5 * i) / n)
      return fitStep(x, 0.8).z ** 2 - fitDrift(x, 0.8).z ** 2
    })
    expect(steps.filter((v) => v > 4).length).toBeGreaterThanOrEqual(38)
    expect(drifts.filter((v) => v < 4).length).toBeGreaterThanOrEqual(36)
  })

  it('leave missing samples out', () => {
    const x = noise(2, 0.8, 0.3).map((v, i) => (i > 100 && i < 200 ? Number.NaN : v + (i >= 500 ? 1 : 0)))
    expect(Math.abs(fitStep(x, 0.8).at - 500)).toBeLessThan(5)
  })
})

describe('by phase', () => {
  it('sorts samples into equal parts of each interval, and leaves the ends out', () => {
    // Intervals of 4 and 8 ms: phases 0 … ½ … 1 of both.
    const t = Array.from({ length: 20 }, (_, i) => i)
    const x = t.map((v) => (v === 5 ? Number.NaN : v))
    const bins = byPhase(x, t, [2, 6, 14], 2)
    expect(bins.map((b) => b.count)).toEqual([2 + 4, 1 + 4])
    expect(bins[0].mean).toBeCloseTo((2 + 3 + 6 + 7 + 8 + 9) / 6, 12)
    expect(bins[1].mean).toBeCloseTo((4 + 10 + 11 + 12 + 13) / 5, 12)
    expect(bins[1].variance).toBeCloseTo((36 + 0 + 1 + 4 + 9) / 5, 12)
  })

  it('is empty without a whole interval', () => {
    expect(byPhase([1, 2], [0, 1], [0], 2).every((b) => b.count === 0)).toBe(true)
  })
})

describe('novelty', () => {
  const D = 4
  /** Two clusters, with coordinates that go together. */
  const point = (random: { normal(): number; uniform(): number }): number[] => {
    const a = random.normal() + (random.uniform() < 0.2 ? 20 : 0)
    const b = random.normal()
    return [a, a + 0.1 * b, b, 100 * random.normal()]
  }

  it('passes points of the reference’s own kind, but for about 1 in n', () => {
    const random = createRandom(4)
    const some = (n: number) => Array.from({ length: n }, () => point(random))
    const fit = fitNovelty(some(300), some(300))
    const beyond = Array.from({ length: 3000 }, () => noveltyOf(fit, point(random))).filter(
      ({ distance, limit }) => distance > limit,
    ).length
    // The limit is one draw's maximum: the share beyond is exponential about 1/300.
    expect(beyond / 3000).toBeLessThan(7 / 300)
  })

  it('passes them in nearly as many dimensions as there are points too', () => {
    const random = createRandom(6)
    const some = (n: number) =>
      Array.from({ length: n }, () => Array.from({ length: 150 }, () => random.normal()))
    const fit = fitNovelty(some(300), some(200))
    const beyond = some(1000).filter((p) => noveltyOf(fit, p).distance > fit.limit).length
    expect(beyond / 1000).toBeLessThan(7 / 200)
  })

  it('finds what lies far out, and what breaks the way that coordinates go together', () => {
    const random = createRandom(5)
    const reference = Array.from({ length: 300 }, () => point(random))
    const fit = fitNovelty(
      reference,
      Array.from({ length: 300 }, () => point(random)),
    )
    const isNew = (p: number[]): boolean => noveltyOf(fit, p).distance > fit.limit
    expect(reference[0]).toHaveLength(D)
    expect(isNew([0.5, 0.5, 0, 10])).toBe(false)
    expect(isNew([0.5, 1.5, 0, 10])).toBe(true)
    expect(isNew([0, 0, 0, 1000])).toBe(true)
  })
})

describe('a shift that a whole oscillation shares', () => {
  /** Between 0 and 4 every 50 samples, with noise. */
  const swinging = (seed: number, put: (v: number, i: number) => number): Float64Array =>
    noise(seed, 0.8, 0.35).map((v, i) => v + put(i % 50 < 20 ? 4 : 0, i))

  it('is measured, as a step or as a slide, where samples are missing too', () => {
    for (let seed = 0; seed < 10; seed++) {
      const step = sharedShift(swinging(seed, (v, i) => (i % 90 === 0 ? Number.NaN : i < 540 ? v : v - 2)))!
      expect(Math.abs(step.size + 2)).toBeLessThan(0.25)
      expect(Math.abs(step.at! - 540)).toBeLessThanOrEqual(50)
      expect(Math.abs(step.height - 4)).toBeLessThan(1)
      const slide = sharedShift(swinging(seed, (v, i) => v + (3 * i) / n))!
      expect(slide.at).toBeNull()
      expect(Math.abs(slide.size - 3)).toBeLessThan(0.4)
    }
  })

  it('is not seen in noise, in swings that grow, or without a shift', () => {
    for (let seed = 0; seed < 40; seed++) {
      const wandering = sharedShift(noise(seed, 0.97))
      expect(wandering && Math.abs(wandering.size) > 0.35 * wandering.height).toBeFalsy()
      expect(sharedShift(swinging(seed, (v, i) => v * (0.5 + i / n)))).toBeNull()
      const none = sharedShift(swinging(seed, (v) => v))
      expect(none === null || Math.abs(none.size) < 0.1 * none.height).toBe(true)
    }
  })
})
