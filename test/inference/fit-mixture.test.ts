import { describe, expect, it } from 'vitest'
import { broaden } from '../../src-main/inference/importance/broaden.ts'
import { fitMixture } from '../../src-main/inference/importance/fit-mixture.ts'
import { type Mixture, mixtureLogDensity, sampleMixture } from '../../src-main/inference/mixture.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { mean } from '../support/statistics.ts'

const equal = (n: number): Float64Array => new Float64Array(n).fill(1 / n)
const degrees = 6

/** Two well separated, correlated components. */
const truth: Mixture = {
  dimension: 2,
  components: 2,
  degrees,
  weights: Float64Array.of(0.7, 0.3),
  means: Float64Array.of(0, 0, 8, -6),
  factors: Float64Array.of(1, 0, -1.5, 2, 2, 0, 0.6, 1),
}

/** Scale matrix (Aᵀ A)⁻¹ of component k in two dimensions. */
function scaleOf(m: Mixture, k: number): number[] {
  const [a, , b, c] = m.factors.subarray(4 * k, 4 * k + 4)
  const [xx, xy, yy] = [a * a + b * b, b * c, c * c]
  const determinant = xx * yy - xy * xy
  return [yy / determinant, -xy / determinant, xx / determinant]
}

function expectClose(found: Mixture, at: number, k: number): void {
  // 6,000 or more draws of a component: mean to sd/√6000 = 1.3 %, scale to √(2/6000)·1.5 = 3 %; the fit keeps
  // 12 steps of EM and adds a little of the whole's spread to small components.
  expect(Math.abs(found.weights[at] - truth.weights[k])).toBeLessThan(0.02)
  const scale = scaleOf(truth, k)
  scaleOf(found, at).forEach((v, i) => {
    expect(Math.abs(v - scale[i])).toBeLessThan(0.12 * Math.sqrt(scale[0] * scale[2]))
  })
  for (const j of [0, 1]) {
    expect(Math.abs(found.means[2 * at + j] - truth.means[2 * k + j])).toBeLessThan(
      0.06 * Math.sqrt(scale[2 * j]),
    )
  }
}

describe('fitting a mixture', () => {
  const n = 20_000
  const z = new Float64Array(2 * n)
  sampleMixture(truth, n, createRandom(3), z)
  const options = { dimension: 2, components: 2, degrees, iterations: 30 }

  it('recovers the mixture that the points came from', () => {
    const fit = fitMixture(z, equal(n), options, createRandom(1))
    expect(fit.components).toBe(2)
    expect(fit.degrees).toBe(degrees)
    const first = fit.means[0] < 4 ? 0 : 1
    expectClose(fit, first, 0)
    expectClose(fit, 1 - first, 1)
  })

  it('recovers it from points of another density by their weights', () => {
    const wide = broaden(truth, 3, [])
    const points = new Float64Array(2 * n)
    sampleMixture(wide, n, createRandom(5), points)
    const [p, q] = [new Float64Array(n), new Float64Array(n)]
    mixtureLogDensity(truth, points, n, p)
    mixtureLogDensity(wide, points, n, q)
    const raw = p.map((v, i) => Math.exp(v - q[i]))
    const sum = raw.reduce((a, b) => a + b, 0)
    const fit = fitMixture(
      points,
      raw.map((w) => w / sum),
      options,
      createRandom(1),
    )
    const first = fit.means[0] < 4 ? 0 : 1
    expectClose(fit, first, 0)
    expectClose(fit, 1 - first, 1)
  })

  it('with one component has the mean and spread of the whole', () => {
    const one: Mixture = {
      ...truth,
      components: 1,
      weights: Float64Array.of(1),
      means: Float64Array.of(0, 0),
    }
    one.factors = truth.factors.slice(0, 4)
    const points = new Float64Array(2 * n)
    sampleMixture(one, n, createRandom(7), points)
    const fit = fitMixture(points, equal(n), { ...options, components: 1 }, createRandom(1))
    const scale = scaleOf(one, 0)
    scaleOf(fit, 0).forEach((v, i) => {
      expect(Math.abs(v - scale[i])).toBeLessThan(0.05 * Math.sqrt(scale[0] * scale[2]))
    })
  })

  it('is never worse for more components, by its own likelihood', () => {
    const score = (components: number): number => {
      const fit = fitMixture(z, equal(n), { ...options, components }, createRandom(2))
      const out = new Float64Array(n)
      mixtureLogDensity(fit, z, n, out)
      return mean(out)
    }
    const [one, two, four] = [1, 2, 4].map(score)
    expect(two).toBeGreaterThan(one + 0.1)
    // The truth has two: more neither help nor harm. EM may stop a little short of the top.
    expect(Math.abs(four - two)).toBeLessThan(0.02)
  })

  it('is the same for the same seed', () => {
    const options4 = { ...options, components: 4 }
    const fitted = (seed: number) => fitMixture(z, equal(n), options4, createRandom(seed))
    expect(fitted(4)).toEqual(fitted(4))
  })

  it.each([
    ['one point carries all the weight', 1],
    ['three points carry it', 3],
  ])('gives a usable proposal where %s', (_, count) => {
    const weights = new Float64Array(n)
    for (let i = 0; i < count; i++) weights[100 * i] = 1 / count
    const fit = fitMixture(z, weights, { ...options, components: 4 }, createRandom(1))
    const draws = new Float64Array(200)
    sampleMixture(fit, 100, createRandom(1), draws)
    expect(draws.every(Number.isFinite)).toBe(true)
    const density = new Float64Array(100)
    mixtureLogDensity(fit, draws, 100, density)
    expect(density.every(Number.isFinite)).toBe(true)
    expect(fit.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  })
})

describe('broadening', () => {
  const wide = broaden(truth, 1.6, [{ share: 0.12, width: 2.2 }])

  it('keeps the weights’ sum and the mean', () => {
    expect(wide.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    const meanOf = (m: Mixture, j: number): number =>
      m.weights.reduce((sum, w, k) => sum + w * m.means[2 * k + j], 0)
    for (const j of [0, 1]) expect(meanOf(wide, j)).toBeCloseTo(meanOf(truth, j), 12)
  })

  it('multiplies covariances by the spread, the wide share’s by the square of its width too', () => {
    expect(wide.components).toBe(4)
    for (let k = 0; k < 2; k++) {
      scaleOf(truth, k).forEach((v, i) => {
        expect(scaleOf(wide, k)[i]).toBeCloseTo(1.6 * v, 10)
        expect(scaleOf(wide, 2 + k)[i]).toBeCloseTo(1.6 * 2.2 ** 2 * v, 10)
      })
      expect(wide.weights[2 + k] / (wide.weights[k] + wide.weights[2 + k])).toBeCloseTo(0.12, 12)
    }
  })

  it('leaves the mixture it is given alone', () => {
    const before = structuredClone(truth)
    broaden(truth, 2, [{ share: 0.1, width: 3 }])
    expect(truth).toEqual(before)
  })
})
