import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src-main/model/random.ts'
import { cycleNumbers as D } from '../../../src-main/signal/mean-cycle/nodes.ts'
import { meanOfCycles } from '../../../src-main/signal/mean-cycle/scatter.ts'

/** 90 % of a standard normal are within ± this. */
const ninety = 1.645
const repeats = 400

/**
 * Share of numbers whose mean is within its 90 % interval, over many sets of n cycles whose truth is 0: potentials of sd
 * (mV), correlated from node to node over `reach` nodes; ln(interval) of sd/10. Of the interval’s, apart.
 */
function coverage(n: number, sd: number, reach: number, fromCycle = 0): { all: number; interval: number } {
  const random = createRandom(100 * n + Math.round(10 * sd))
  const along = Math.exp(-1 / reach)
  const draw = (): Float64Array => {
    const row = Float64Array.from({ length: D }, () => random.normal())
    for (let j = 2; j < D; j++) row[j] = along * row[j - 1] + Math.sqrt(1 - along * along) * row[j]
    return row
  }
  let [hits, first] = [0, 0]
  for (let k = 0; k < repeats; k++) {
    let state = draw()
    const cycles = Array.from({ length: n }, () => {
      const fresh = draw()
      state = state.map((v, j) => fromCycle * v + Math.sqrt(1 - fromCycle * fromCycle) * fresh[j])
      return state.map((v, j) => (j === 0 ? sd / 10 : sd) * v)
    })
    const { mean, covariance } = meanOfCycles(cycles)
    for (let j = 0; j < D; j++) {
      if (Math.abs(mean[j]) > ninety * Math.sqrt(covariance[j * (D + 1)])) continue
      hits++
      if (j === 0) first++
    }
  }
  return { all: hits / repeats / D, interval: first / repeats }
}

describe('the covariance of a mean of cycles', () => {
  // Standard error of a share of 400 sets whose 33 numbers go together: at most √(0.9 · 0.1/400) = 0.015.
  it.each([3, 6, 20])(
    '%i cycles of usual scatter: 90 %% intervals of the mean cover it, or a little more',
    (n) => {
      for (const reach of [0.5, 3, 15]) {
        const { all, interval } = coverage(n, 0.6, reach)
        expect(all).toBeGreaterThan(0.88)
        expect(all).toBeLessThan(0.995)
        expect(interval).toBeGreaterThan(0.87)
      }
    },
  )

  // Pooling with two cycles of usual scatter hides some of one that is five times as large, the more so the fewer there are.
  it.each([
    [3, 0.76],
    [6, 0.83],
    [20, 0.87],
  ])('%i cycles of five times the usual scatter: at least %f', (n, least) => {
    const { all } = coverage(n, 3, 3)
    expect(all).toBeGreaterThan(least)
    expect(all).toBeLessThan(0.96)
  })

  it('cycles that follow one another alike are worth fewer: 40 with a correlation of 0.5', () => {
    // Without the effective number an interval would be √3 too narrow: it would cover 0.66.
    const { all } = coverage(40, 1.5, 3, 0.5)
    expect(all).toBeGreaterThan(0.82)
  })

  it.each([
    // n (1 − r)/(1 + r) is 6.7 and 20; with r as it is estimated, too small, it was 10.1 in the mean, and 17.8.
    [0.5, 7, 9],
    [0, 15.5, 18],
  ])('20 cycles with a correlation of %f count as %f to %f in the mean', (correlation, least, most) => {
    const random = createRandom(12)
    let sum = 0
    for (let k = 0; k < repeats; k++) {
      let x = random.normal()
      const cycles = Array.from({ length: 20 }, () => {
        x = correlation * x + Math.sqrt(1 - correlation ** 2) * random.normal()
        return new Float64Array(D).fill(0.05 * x)
      })
      sum += meanOfCycles(cycles).effective / repeats
    }
    expect(sum).toBeGreaterThan(least)
    expect(sum).toBeLessThan(most)
  })

  it('three cycles say little about correlations: neighbours are taken to go together, parts not', () => {
    const random = createRandom(8)
    let [beside, apart] = [0, 0]
    for (let k = 0; k < repeats; k++) {
      const cycles = Array.from({ length: 3 }, () => Float64Array.from({ length: D }, () => random.normal()))
      const { covariance } = meanOfCycles(cycles)
      const correlation = (i: number, j: number): number =>
        covariance[i * D + j] / Math.sqrt(covariance[i * (D + 1)] * covariance[j * (D + 1)])
      beside += correlation(18, 19) / repeats
      apart += correlation(5, 19) / repeats
    }
    // 8 of 11 parts of e^(−1/3.25), a little less for the floor: 0.53.
    expect(beside).toBeGreaterThan(0.4)
    expect(beside).toBeLessThan(0.55)
    expect(Math.abs(apart)).toBeLessThan(0.05)
  })

  it('is symmetric and positive definite with 2 cycles, and grows by what sampling leaves', () => {
    const cycles = [0, 1].map((k) => Float64Array.from({ length: D }, (_, j) => k * Math.sin(j)))
    const sampling = Float64Array.from({ length: D }, (_, j) => (j === 5 ? 3 : 0))
    const plain = meanOfCycles(cycles).covariance
    const { covariance } = meanOfCycles(cycles, sampling)
    expect(covariance[5 * (D + 1)] - plain[5 * (D + 1)]).toBeCloseTo(9, 9)
    for (let i = 0; i < D; i++)
      for (let j = 0; j < i; j++) expect(covariance[i * D + j]).toBe(covariance[j * D + i])
    const L = Array.from({ length: D }, () => new Float64Array(D))
    for (let i = 0; i < D; i++) {
      for (let j = 0; j <= i; j++) {
        let s = covariance[i * D + j]
        for (let k = 0; k < j; k++) s -= L[i][k] * L[j][k]
        if (i === j) expect(s).toBeGreaterThan(0)
        L[i][j] = i === j ? Math.sqrt(s) : s / L[j][j]
      }
    }
  })
})
