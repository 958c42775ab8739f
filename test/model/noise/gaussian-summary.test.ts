import { beforeAll, describe, expect, it } from 'vitest'
import { drawCycles } from '../../../src-main/model/noise/gaussian-summary/draw-cycles.ts'
import { summaryNoise } from '../../../src-main/model/noise/gaussian-summary/gaussian-summary.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import {
  covarianceOf,
  cycleDataSize,
  designOf,
  writeCycleData,
} from '../../../src-main/signal/mean-cycle/cycle-data.ts'
import { cycleNumbers as D } from '../../../src-main/signal/mean-cycle/nodes.ts'
import { gaps, logNormal } from '../../support/dense-normal.ts'

const [spike, between] = [0.8, 0.3]
const noise = summaryNoise(spike, between)

/** The covariance of science.md, written out: M + σs² K_spike + σi² K_mid, exponential over a quarter of a part. */
function written(M: ArrayLike<number>): number[][] {
  const partOf = (j: number): number => (j === 0 ? 0 : j <= 12 ? 1 : j <= 25 ? 2 : 3)
  const nodes = [1, 12, 13, 7]
  return Array.from({ length: D }, (_, i) =>
    Array.from({ length: D }, (_, j) => {
      const part = partOf(i)
      const sd = part === 0 ? 0 : part === 2 ? between : spike
      const misfit = part === partOf(j) ? sd * sd * Math.exp(-Math.abs(i - j) / (nodes[part] / 4)) : 0
      return M[i * D + j] + misfit
    }),
  )
}

/** Data about 0 whose mean's covariance is that of a random factor. */
function anyData(seed: number): Float64Array {
  const random = createRandom(seed)
  const factor = Array.from({ length: D }, () =>
    Float64Array.from({ length: D }, () => 0.1 * random.normal()),
  )
  const covariance = new Float64Array(D * D)
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) {
      for (let k = 0; k < D; k++) covariance[i * D + j] += factor[i][k] * factor[j][k]
    }
    covariance[i * D + i] += 0.05
  }
  const data = new Float64Array(cycleDataSize)
  const mean = Float64Array.from({ length: D }, () => random.normal())
  writeCycleData({ level: -10, width: 1.2 }, { mean, covariance }, data, 0)
  return data
}

it('data keep mean, design and covariance', () => {
  const covariance = Float64Array.from({ length: D * D }, (_, k) => {
    const [i, j] = [Math.floor(k / D), k % D]
    return i * j + i + j
  })
  const mean = Float64Array.from({ length: D }, (_, j) => Math.sin(j) + 3)
  const data = new Float64Array(cycleDataSize + 2)
  writeCycleData({ level: -7, width: 1.7 }, { mean, covariance }, data, 2)
  expect(covarianceOf(data, 2)).toEqual(covariance)
  expect(designOf(data, 2).level).toBe(-7)
  expect(designOf(data, 2).width).toBeCloseTo(1.7, 12)
  expect(designOf(data, 2).interval).toBeCloseTo(Math.exp(mean[0]), 9)
})

describe('Gaussian summary noise', () => {
  it('has the likelihood of the dense normal of science.md', () => {
    for (const seed of [1, 2, 3]) {
      const residuals = anyData(seed)
      const expected = logNormal(Array.from(residuals.subarray(0, D)), written(covarianceOf(residuals)))
      expect(noise.logLikelihood(gaps(D), residuals, 0)).toBeCloseTo(expected, 8)
      const later = new Float64Array(cycleDataSize + 5)
      later.set(residuals, 5)
      expect(noise.logLikelihood(gaps(D), later, 5)).toBeCloseTo(expected, 8)
    }
  })

  it('whitened residuals have the squares and the determinant of that normal', () => {
    const residuals = anyData(4)
    const squares = noise.whitened(Array.from(residuals)).reduce((sum, x) => sum + x * x, 0)
    const C = written(covarianceOf(residuals))
    const zero = new Array<number>(D).fill(0)
    const quadratic = -2 * (logNormal(Array.from(residuals.subarray(0, D)), C) - logNormal(zero, C))
    expect(squares).toBeCloseTo(quadratic, 8)
  })

  it('says the standard deviation of each number', () => {
    const data = anyData(5)
    const C = written(covarianceOf(data))
    const sds = noise.sds?.(data) ?? []
    expect(sds.length).toBe(D)
    C.forEach((row, j) => {
      expect(sds[j]).toBeCloseTo(Math.sqrt(row[j]), 10)
    })
  })

  it('leaves a neuron that does not fire as it is', () => {
    const data = new Float64Array(cycleDataSize).fill(Number.NaN)
    noise.add(data, 0, data.length, createRandom(1))
    expect(data.every(Number.isNaN)).toBe(true)
  })
})

describe('data that it made', () => {
  const repeats = 1500
  const white: number[][] = []
  /** Cycles of each, told from the same stream of chance. */
  const counts: number[] = []

  beforeAll(() => {
    const clean = new Float64Array(cycleDataSize)
    clean[0] = Math.log(80)
    clean[D] = -10
    for (let k = 0; k < repeats; k++) {
      const data = clean.slice()
      noise.add(data, 0, data.length, createRandom(1000 + k))
      // The misfit alone, then the cycles of the same chance.
      const random = createRandom(1000 + k)
      for (let i = 0; i < 32; i++) random.normal()
      counts.push(drawCycles(clean, 0, random).length)
      white.push(noise.whitened(Array.from(data, (x, j) => x - (j < D ? clean[j] : 0))).slice(0, D))
    }
  })

  it('are white and nearly standard normal about the truth', () => {
    for (let j = 0; j < D; j++) {
      const mean = white.reduce((sum, row) => sum + row[j], 0) / repeats
      const variance = white.reduce((sum, row) => sum + row[j] ** 2, 0) / repeats
      // Five standard errors of a mean: 5/√1500 = 0.13. Variances are below 1: what no number of cycles averages away
      // (0.15 mV a node) is believed of the mean, and these cycles have none of it.
      expect(Math.abs(mean)).toBeLessThan(0.13)
      expect(variance).toBeGreaterThan(0.6)
      expect(variance).toBeLessThan(1.2)
      for (let i = 0; i < j; i++) {
        const together = white.reduce((sum, row) => sum + row[i] * row[j], 0) / repeats
        expect(Math.abs(together)).toBeLessThan(0.2)
      }
    }
  })

  it('keep to the stated covariance with few cycles and with many', () => {
    for (const [from, to] of [
      [3, 5],
      [6, 12],
      [13, 40],
    ]) {
      const rows = white.filter((_, k) => counts[k] >= from && counts[k] <= to)
      expect(rows.length).toBeGreaterThan(200)
      const inside = rows.flat().filter((z) => Math.abs(z) < 1.645).length / (rows.length * D)
      expect(inside).toBeGreaterThan(0.85)
      expect(inside).toBeLessThan(0.95)
    }
  })
})
