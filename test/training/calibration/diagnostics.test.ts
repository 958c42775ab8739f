import { describe, expect, it } from 'vitest'
import { type Calibration, ModelCalibration } from '../../../src-main/contract/calibration.ts'
import { binomialBand } from '../../../src-main/training/calibration/binomial.ts'
import { countRanks, testRanks } from '../../../src-main/training/calibration/rank-tests.ts'
import { testTarp } from '../../../src-main/training/calibration/tarp.ts'
import { calibrateToy, conjugate, correlated, type Toy } from '../../support/calibration.ts'

const traces = 1000
const draws = 199

function calibrated(toy: Toy, seed = 1): Calibration {
  return calibrateToy(toy, traces, draws, seed)
}

/** Seeds, of so many, under which a right posterior fails in some test. */
function failures(toy: Toy, n: number, seeds: number, drawn: number): number {
  return Array.from({ length: seeds }, (_, seed) => calibrateToy(toy, n, drawn, 100 + seed)).filter(
    ({ passed }) => !passed,
  ).length
}

describe('a right posterior', () => {
  it('passes, and fails by chance no more often than is said', () => {
    const { falseAlarms, words } = calibrated(conjugate())
    expect(words).toBe('On 1,000 fresh traces the posterior is calibrated: all tests pass.')
    // 5 % of 100 are expected at most; 11 or more have a probability of 1 %.
    const seeds = 100
    expect(falseAlarms).toBe(0.05)
    expect(failures(correlated(), 200, seeds, 39)).toBeLessThanOrEqual(10)
    expect(failures(conjugate(), 200, seeds, 39)).toBeLessThanOrEqual(10)
  })

  it('is said to hold the truth as often as it does', () => {
    const { parameters, density } = calibrated(conjugate())
    const { level, found, low, high, passed } = parameters.a.coverage[2]
    expect(level).toBe(0.9)
    expect(passed).toBe(true)
    expect(found).toBeGreaterThan(low)
    expect(found).toBeLessThan(high)
    expect(parameters.a.words).toMatch(
      /^The 90 % intervals of a contain the true value in (8|9)\d\.\d % of 1,000 traces \(8\d\.\d–9\d\.\d % would be chance\)\.$/,
    )
    // One parameter whose posterior is symmetrical: its densest region is the central interval.
    density.coverage.forEach((one, k) => {
      expect(one.found).toBeCloseTo(parameters.a.coverage[k].found, 1)
    })
  })
})

describe('a posterior that is wrong fails the test that is for it:', () => {
  it('over-confident: the spread of the ranks, and coverage from below', () => {
    for (const seed of [1, 2, 3]) {
      const { parameters, density, passed, words } = calibrated(conjugate({ stretch: 0.8 }), seed)
      expect(passed).toBe(false)
      const { ranks, coverage } = parameters.a
      expect(ranks.probabilities.spread).toBeLessThan(1e-4)
      expect(ranks.spread).toBeGreaterThan(1 / 3)
      expect(ranks.probabilities.mean).toBeGreaterThan(0.001)
      expect(coverage[2]).toMatchObject({ level: 0.9, passed: false })
      expect(coverage[2].found).toBeLessThan(coverage[2].low)
      expect(density.passed).toBe(false)
      expect(parameters.a.words).toMatch(/: they are too narrow \(overconfident\)\.$/)
      expect(words).toContain('overconfident for a')
    }
  })

  it('under-confident: the spread, and coverage from above', () => {
    for (const seed of [1, 2, 3]) {
      const { parameters, passed, words } = calibrated(conjugate({ stretch: 1.25 }), seed)
      expect(passed).toBe(false)
      const { ranks, coverage } = parameters.a
      expect(ranks.probabilities.spread).toBeLessThan(1e-4)
      expect(ranks.spread).toBeLessThan(1 / 3)
      const failed = coverage.filter((one) => !one.passed)
      expect(failed.length).toBeGreaterThan(0)
      for (const { found, high } of failed) expect(found).toBeGreaterThan(high)
      expect(parameters.a.words).toMatch(/: they are too wide\.$/)
      expect(words).toContain('underconfident for a')
    }
  })

  it('biased: the mean of the ranks, with its direction', () => {
    for (const [shift, direction] of [
      [0.3, 'high'],
      [-0.3, 'low'],
    ] as const) {
      const { parameters, passed, words } = calibrated(conjugate({ shift }))
      expect(passed).toBe(false)
      expect(parameters.a.ranks.probabilities.mean).toBeLessThan(1e-6)
      expect(parameters.a.ranks.mean > 0.5).toBe(shift < 0)
      expect(parameters.a.words).toContain(`Its values are too ${direction}`)
      expect(words).toContain(`values too ${direction} for a`)
    }
  })

  it('right margins, wrong correlation: the joint tests alone', () => {
    for (const seed of [1, 2, 3]) {
      const { parameters, density, passed, words } = calibrated(correlated({ claimed: 0 }), seed)
      for (const { passed: margin } of Object.values(parameters)) expect(margin).toBe(true)
      expect(density.passed).toBe(false)
      expect(passed).toBe(false)
      expect(words).toMatch(/^On 1,000 fresh traces the posterior is not calibrated: joint posterior /)
    }
  })

  it('the joint tests by themselves: random points see a wrong correlation and a wrong width', () => {
    for (const toy of [correlated({ claimed: 0 }), correlated({ stretch: [0.75, 0.75] })]) {
      const { tarp } = calibrated(toy)
      expect(tarp.passed).toBe(false)
      expect(tarp.distance).toBeGreaterThan(tarp.allowed)
      expect(tarp.words).toMatch(/is wrong: \d+\.\d percentage points/)
    }
  })

  it('right margins, a correlation left out in part: joint posterior too wide', () => {
    const { density, words } = calibrated(correlated({ claimed: 0.5 }))
    expect(density.passed).toBe(false)
    expect(words).toMatch(/not calibrated: joint posterior too wide\.$/)
  })

  it('one of two parameters: that one is named', () => {
    const { parameters, words } = calibrated(correlated({ stretch: [1, 0.75] }))
    expect(parameters.a.passed).toBe(true)
    expect(parameters.b.passed).toBe(false)
    expect(words).toMatch(/overconfident for b;/)
  })

  it('ranks that are uneven though even in mean and spread: the histogram', () => {
    // Only every second of the twenty bins, and its mirror.
    const uneven = Int32Array.from({ length: 1000 }, (_, k) => {
      const bin = 2 * (k % 5)
      return k % 2 ? 10 * bin + 5 : 199 - (10 * bin + 5)
    })
    const { probabilities, passed } = testRanks(uneven, 199, 0.001)
    expect(probabilities.histogram).toBeLessThan(1e-10)
    expect(probabilities.mean).toBeGreaterThan(0.5)
    expect(passed).toBe(false)
  })
})

describe('what a calibration is made of', () => {
  it('binomial bands are exact', () => {
    // By adding up probabilities elsewhere: P(X < 881) = 0.02200, P(X < 882) = 0.02781, P(X > 918) = 0.02310,
    // P(X > 917) = 0.02993; for ten coins P(X < 2) = 0.01074, P(X < 3) = 0.05469.
    expect(binomialBand(1000, 0.9, 0.05)).toEqual({ low: 881, high: 918 })
    expect(binomialBand(10, 0.5, 0.05)).toEqual({ low: 2, high: 8 })
    expect(binomialBand(1, 0.5, 0.01)).toEqual({ low: 0, high: 1 })
  })

  it('ranks fall into equal bins', () => {
    expect(
      countRanks(
        Array.from({ length: 200 }, (_, k) => k),
        199,
      ),
    ).toEqual(new Array(20).fill(10))
    const { probabilities, mean, spread } = testRanks(
      Array.from({ length: 200 }, (_, k) => k),
      199,
      0.01,
    )
    expect(mean).toBeCloseTo(0.5, 10)
    expect(spread).toBeCloseTo(1 / 3, 4)
    for (const p of Object.values(probabilities)) expect(p).toBeCloseTo(1, 6)
  })

  it('the distance that random points allow is Kolmogorov’s', () => {
    const even = Array.from({ length: 100 }, (_, k) => 2 * k)
    // 1.3581 and 1.6276 are the 5 and 1 % points of the limit distribution.
    expect(testTarp(even, 199, 0.05).allowed * (10 + 0.12 + 0.011)).toBeCloseTo(1.3581, 3)
    expect(testTarp(even, 199, 0.01).allowed * (10 + 0.12 + 0.011)).toBeCloseTo(1.6276, 3)
    const { found } = testTarp(even, 199, 0.05)
    expect(found).toHaveLength(41)
    expect([found[0], found[20], found[40]]).toEqual([0, 0.5, 1])
  })

  it('fits on a card', () => {
    const one = calibrated(correlated())
    const card = ModelCalibration.parse({ network: one, corrected: one, recalibrated: one })
    // Written as cards are, with an indent; four parameters are twice as many.
    expect(2 * JSON.stringify(card, null, 1).length).toBeLessThan(60_000)
  })
})
