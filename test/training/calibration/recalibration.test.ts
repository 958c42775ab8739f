import { describe, expect, it } from 'vitest'
import { mixtureLogDensity, sampleMixture } from '../../../src-main/inference/mixture.ts'
import {
  marginalMixture,
  mixtureMoments,
  recalibrate,
} from '../../../src-main/inference/network/recalibration.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import {
  fitRecalibration,
  type Judged,
  keepWhatHelps,
} from '../../../src-main/training/calibration/fit-recalibration.ts'
import { calibrateToy, correlated, type Toy } from '../../support/calibration.ts'
import { mean, sd } from '../../support/statistics.ts'
import { roundGaussians } from '../../support/targets.ts'

function judge(toy: Toy, n: number, seed: number): Judged[] {
  const random = createRandom(seed)
  return Array.from({ length: n }, () => {
    const { truth, posterior } = toy(random)
    return { truth: Float64Array.from(truth), mixture: posterior }
  })
}

const skewed = roundGaussians({ weight: 0.7, mean: [1, -2], sd: 0.5 }, { weight: 0.3, mean: [3, 1], sd: 1.2 })

describe('a recalibrated mixture', () => {
  const stretch = [1.6, 0.7]
  const shift = [0.5, -0.2]

  it('is the distribution of the stretched and shifted draws', () => {
    const n = 40_000
    const z = new Float64Array(2 * n)
    sampleMixture(skewed, n, createRandom(3), z)
    const before = mixtureMoments(skewed)
    const after = mixtureMoments(recalibrate(skewed, { stretch, shift }))
    for (const j of [0, 1]) {
      const column = Float64Array.from({ length: n }, (_, i) => z[2 * i + j])
      expect(before.mean[j]).toBeCloseTo(mean(column), 1)
      expect(before.sd[j]).toBeCloseTo(sd(column), 1)
      expect(after.mean[j]).toBeCloseTo(before.mean[j] + shift[j] * before.sd[j], 10)
      expect(after.sd[j]).toBeCloseTo(stretch[j] * before.sd[j], 10)
    }
  })

  it('has the density of that transformation', () => {
    const { mean: m, sd: s } = mixtureMoments(skewed)
    const point = [1.3, -0.4]
    const moved = point.map((x, j) => m[j] + shift[j] * s[j] + stretch[j] * (x - m[j]))
    const log = (mixture: typeof skewed, at: number[]): number => {
      const out = new Float64Array(1)
      mixtureLogDensity(mixture, Float64Array.from(at), 1, out)
      return out[0]
    }
    expect(log(recalibrate(skewed, { stretch, shift }), moved)).toBeCloseTo(
      log(skewed, point) - Math.log(stretch[0] * stretch[1]),
      10,
    )
  })
})

describe('fitting a recalibration', () => {
  it('finds how much an over-confident network must be stretched, and makes it pass', () => {
    const toy = correlated({ stretch: [1 / 1.5, 1 / 1.5] })
    const found = fitRecalibration(judge(toy, 1000, 1))
    for (const stretch of found.stretch) expect(Math.abs(stretch / 1.5 - 1)).toBeLessThan(0.06)
    for (const shift of found.shift) expect(Math.abs(shift)).toBeLessThan(0.12)
    const kept = keepWhatHelps(judge(toy, 1000, 2), found)
    expect(kept).toMatchObject(found)
    expect(kept?.gain).toBeGreaterThan(0.3)

    expect(calibrateToy(toy, 1000, 199, 3).passed).toBe(false)
    const mended: Toy = (random) => {
      const { truth, posterior } = toy(random)
      return { truth, posterior: recalibrate(posterior, found) }
    }
    expect(calibrateToy(mended, 1000, 199, 3).passed).toBe(true)
  })

  it('finds a shift, in standard deviations, with its sign', () => {
    const toy = correlated({ shift: [0.5, 0], stretch: [1, 1.3] })
    const found = fitRecalibration(judge(toy, 2000, 4))
    expect(found.shift[0]).toBeCloseTo(-0.5, 1)
    expect(found.shift[1]).toBeCloseTo(0, 1)
    expect(found.stretch[0]).toBeCloseTo(1, 1)
    expect(found.stretch[1]).toBeCloseTo(1 / 1.3, 1)
  })

  it('leaves a right network as it is', () => {
    for (const seed of [5, 6, 7, 8]) {
      const found = fitRecalibration(judge(correlated(), 1000, seed))
      for (const stretch of found.stretch) expect(Math.abs(stretch - 1)).toBeLessThan(0.1)
      for (const shift of found.shift) expect(Math.abs(shift)).toBeLessThan(0.12)
      expect(keepWhatHelps(judge(correlated(), 1000, seed + 100), found)).toBeNull()
    }
  })

  it('leaves the parameter alone that is right', () => {
    const toy = correlated({ stretch: [1 / 1.4, 1] })
    const kept = keepWhatHelps(judge(toy, 1000, 11), fitRecalibration(judge(toy, 1000, 10)))
    expect(kept?.stretch[0]).toBeCloseTo(1.4, 1)
    expect([kept?.stretch[1], kept?.shift[1]]).toEqual([1, 0])
  })

  it('leaves right intervals alone where the joint posterior is too wide', () => {
    // A narrower one would have more joint density, and intervals that hold the truth too rarely.
    const toy = correlated({ claimed: 0 })
    expect(keepWhatHelps(judge(toy, 1000, 13), fitRecalibration(judge(toy, 1000, 12)))).toBeNull()
  })

  it('is at a maximum of the likelihood of each parameter, for mixtures of several parts too', () => {
    const random = createRandom(9)
    const judged = Array.from({ length: 400 }, (): Judged => {
      const truth = new Float64Array(2)
      sampleMixture(recalibrate(skewed, { stretch: [1.4, 0.8], shift: [0.1, 0.3] }), 1, random, truth)
      return { mixture: skewed, truth }
    })
    const found = fitRecalibration(judged)
    const out = new Float64Array(1)
    for (const j of [0, 1]) {
      const likelihood = (stretch: number, shift: number): number =>
        judged.reduce((sum, { mixture, truth }) => {
          const own = recalibrate(marginalMixture(mixture, j), { stretch: [stretch], shift: [shift] })
          mixtureLogDensity(own, truth.subarray(j, j + 1), 1, out)
          return sum + out[0]
        }, 0)
      const [stretch, shift] = [found.stretch[j], found.shift[j]]
      const best = likelihood(stretch, shift)
      for (const step of [-0.02, 0.02]) {
        expect(likelihood(stretch + step, shift)).toBeLessThan(best)
        expect(likelihood(stretch, shift + step)).toBeLessThan(best)
      }
    }
  })
})
