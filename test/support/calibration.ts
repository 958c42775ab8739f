import type { Calibration } from '../../src-main/contract/calibration.ts'
import { type Mixture, mixtureLogDensity, sampleMixture } from '../../src-main/inference/mixture.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { judgeCalibration } from '../../src-main/training/calibration/judge.ts'
import { ranksOf } from '../../src-main/training/calibration/trace-ranks.ts'

/** A problem whose posterior is known: draws a truth, and gives a posterior for what would be seen of it. */
export type Toy = (random: Random) => { truth: number[]; posterior: Mixture }

/**
 * Normal conjugate: x ~ N(0, 1) is seen with noise of sd 1/2, so that x | d ~ N(0.8 d, 0.2). What the posterior says
 * may be put wrong.
 */
export function conjugate({ stretch = 1, shift = 0 } = {}): Toy {
  const sd = Math.sqrt(0.2)
  return (random) => {
    const truth = random.normal()
    const seen = truth + 0.5 * random.normal()
    return {
      truth: [truth],
      posterior: gaussian([0.8 * seen + shift * sd], [[stretch * sd, 0]], 1),
    }
  }
}

/**
 * Two parameters whose posterior has sd 1 and a correlation of 0.9, about a mean that is anywhere.
 * @param claimed correlation that the posterior says
 */
export function correlated({ claimed = 0.9, stretch = [1, 1], shift = [0, 0] } = {}): Toy {
  return (random) => {
    const mean = [5 * random.normal(), 5 * random.normal()]
    const first = random.normal()
    const second = 0.9 * first + Math.sqrt(1 - 0.81) * random.normal()
    return {
      truth: [mean[0] + first, mean[1] + second],
      posterior: gaussian(
        mean.map((m, j) => m + shift[j]),
        [
          [stretch[0], 0],
          [stretch[1] * claimed, stretch[1] * Math.sqrt(1 - claimed ** 2)],
        ],
        2,
      ),
    }
  }
}

/** @param L lower triangular, L Lᵀ the covariance */
function gaussian(mean: number[], L: number[][], D: number): Mixture {
  const factors = D === 1 ? [1 / L[0][0]] : [1 / L[0][0], 0, -L[1][0] / (L[0][0] * L[1][1]), 1 / L[1][1]]
  return {
    dimension: D,
    components: 1,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.of(1),
    means: Float64Array.from(mean),
    factors: Float64Array.from(factors),
  }
}

export function calibrateToy(toy: Toy, traces: number, draws: number, seed: number): Calibration {
  const random = createRandom(seed)
  let D = 0
  const ranks = Array.from({ length: traces }, () => {
    const { truth, posterior } = toy(random)
    D = truth.length
    const z = new Float64Array(draws * D)
    sampleMixture(posterior, draws, random, z)
    const drawsLogDensity = new Float64Array(draws)
    mixtureLogDensity(posterior, z, draws, drawsLogDensity)
    const own = new Float64Array(1)
    mixtureLogDensity(posterior, Float64Array.from(truth), 1, own)
    return ranksOf({ truth, draws: z, truthLogDensity: own[0], drawsLogDensity }, random)
  })
  const parameters = ['a', 'b'].slice(0, D).map((name) => ({ name, symbol: name }))
  return judgeCalibration({ ranks, draws, seed, thin: 0 }, parameters)
}
