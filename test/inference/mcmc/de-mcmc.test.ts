import { describe, expect, it } from 'vitest'
import {
  differentialEvolution,
  type McmcDraws,
  mcmcSettings,
} from '../../../src-main/inference/mcmc/de-mcmc.ts'
import type { Target } from '../../../src-main/inference/target.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { mean } from '../../support/statistics.ts'
import { targetOf } from '../../support/targets.ts'

/** From starts that are N(0, 6²) in each coordinate. */
function sample(target: Target, seed: number, enoughEss = 1000): McmcDraws {
  const D = target.dimension
  const random = createRandom(seed)
  const starts = Float64Array.from({ length: 100 * D }, () => 6 * random.normal())
  const settings = { ...mcmcSettings, enoughEss, evaluations: 1_000_000 }
  const steps = differentialEvolution(target, starts, random.fork(1), settings)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

const expectation = ({ z, logTarget }: McmcDraws, D: number, f: (z: Float64Array) => number): number =>
  mean(Array.from(logTarget, (_, i) => f(z.subarray(i * D, (i + 1) * D))))

/** In standard deviations of what is averaged, by an ESS of 1,000. */
const error = 1 / Math.sqrt(1000)

describe('differential evolution MCMC leaves a density as it is', () => {
  it.each([1, 2, 3])('a narrow, correlated Gaussian of four dimensions, seed %i', (seed) => {
    // y = A (z − 1) is standard; sds reach from 0.02 to 2.
    const y = (z: Float64Array): number[] => [
      50 * (z[0] - 1),
      -20 * (z[0] - 1) + 10 * (z[1] - 1),
      0.5 * (z[2] - 1),
      z[3] - 1 - 0.4 * (z[2] - 1),
    ]
    const draws = sample(
      targetOf(4, (z) => -0.5 * y(z).reduce((sum, v) => sum + v * v, 0)),
      seed,
    )
    expect(draws.converged).toBe(true)
    for (let j = 0; j < 4; j++) {
      expect(Math.abs(expectation(draws, 4, (z) => y(z)[j]))).toBeLessThan(4 * error)
      // The variance of a squared normal is 2.
      const square = expectation(draws, 4, (z) => y(z)[j] ** 2)
      expect(Math.abs(square - 1)).toBeLessThan(4 * Math.SQRT2 * error)
      const product = expectation(draws, 4, (z) => y(z)[j] * y(z)[(j + 1) % 4])
      expect(Math.abs(product)).toBeLessThan(4 * error)
    }
  })

  it.each([1, 2, 3])('a banana, seed %i', (seed) => {
    // x₀ and x₁ − x₀² are standard.
    const draws = sample(
      targetOf(2, ([a, b]) => -0.5 * (a * a + (b - a * a) ** 2)),
      seed,
    )
    expect(draws.converged).toBe(true)
    expect(Math.abs(expectation(draws, 2, ([a]) => a))).toBeLessThan(4 * error)
    expect(Math.abs(expectation(draws, 2, ([a]) => a * a) - 1)).toBeLessThan(4 * Math.SQRT2 * error)
    expect(Math.abs(expectation(draws, 2, ([a, b]) => b - a * a))).toBeLessThan(4 * error)
    expect(Math.abs(expectation(draws, 2, ([a, b]) => (b - a * a) ** 2) - 1)).toBeLessThan(
      4 * Math.SQRT2 * error,
    )
  })

  it.each([1, 2, 3])('two modes far apart, of which one holds a quarter, seed %i', (seed) => {
    const bump = (z: Float64Array, at: number, sd: number): number =>
      Math.exp(-0.5 * z.reduce((sum, x) => sum + ((x - at) / sd) ** 2, 0)) / sd ** 3
    const draws = sample(
      targetOf(3, (z) => Math.log(0.25 * bump(z, -4, 0.5) + 0.75 * bump(z, 4, 1))),
      seed,
    )
    expect(draws.converged).toBe(true)
    const share = expectation(draws, 3, ([x]) => (x < 0 ? 1 : 0))
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt(0.25 * 0.75) * error)
    const inFirst = expectation(draws, 3, ([x]) => (x < 0 ? (x + 4) ** 2 : 0)) / share
    expect(Math.abs(inFirst / 0.25 - 1)).toBeLessThan(4 * Math.SQRT2 * 2 * error)
  })

  it('says so where its evaluations were too few', () => {
    // A ridge that is bent twice over: a thousand times as long as it is wide.
    const target = targetOf(2, ([a, b]) => -0.5 * ((a / 10) ** 2 + ((b - 5 * Math.sin(a)) / 0.02) ** 2))
    const random = createRandom(1)
    const starts = Float64Array.from({ length: 400 }, () => 6 * random.normal())
    const steps = differentialEvolution(target, starts, random, { ...mcmcSettings, evaluations: 20_000 })
    let step = steps.next()
    while (!step.done) step = steps.next()
    expect(step.value.converged).toBe(false)
    expect(step.value.rHat).toBeGreaterThan(1.02)
    expect(step.value.evaluations).toBeLessThanOrEqual(20_000)
  })

  it('stops between two generations', () => {
    const stop = new AbortController()
    const target = targetOf(2, (z) => {
      stop.abort()
      return -(z[0] ** 2)
    })
    const steps = differentialEvolution(
      target,
      new Float64Array(200),
      createRandom(1),
      mcmcSettings,
      stop.signal,
    )
    expect(() => steps.next()).toThrow('stopped')
  })

  it('draws the same numbers by the same seed', () => {
    const target = targetOf(2, ([a, b]) => -0.5 * (a * a + b * b))
    expect(sample(target, 7, 400).z).toEqual(sample(target, 7, 400).z)
  })
})
