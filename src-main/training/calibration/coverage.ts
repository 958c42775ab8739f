import { type Coverage, coverageLevels } from '../../contract/calibration.ts'
import { binomialBand } from './binomial.ts'

/**
 * Coverage of central intervals. An interval of probability c lies between the draws of rank (1 − c)/2 and (1 + c)/2,
 * so that a correct posterior's covers the truth with a probability of exactly c where draws + 1 is a multiple of 40.
 * @param ranks of each trace's truth among the draws
 * @param chance maximum probability that a level fails for a correct posterior
 */
export function centralCoverage(ranks: ArrayLike<number>, draws: number, chance: number): Coverage[] {
  return coverage(ranks.length, chance, (level) => {
    const below = Math.round(((draws + 1) * (1 - level)) / 2)
    return countWhere(ranks, (rank) => rank >= below && rank <= draws - below)
  })
}

/**
 * Expected coverage of the regions of highest density (Hermans et al. 2022): such a region of probability c contains
 * the truth where less than that share of the draws has higher density.
 * @param ranks draws with higher density than the truth
 */
export function densityCoverage(ranks: ArrayLike<number>, draws: number, chance: number): Coverage[] {
  return coverage(ranks.length, chance, (level) => {
    const within = Math.round((draws + 1) * level)
    return countWhere(ranks, (rank) => rank < within)
  })
}

function coverage(n: number, chance: number, count: (level: number) => number): Coverage[] {
  return coverageLevels.map((level) => {
    const held = count(level)
    const { low, high } = binomialBand(n, level, chance)
    return {
      level,
      found: held / n,
      low: low / n,
      high: high / n,
      passed: held >= low && held <= high,
    }
  })
}

function countWhere(ranks: ArrayLike<number>, holds: (rank: number) => boolean): number {
  let count = 0
  for (let k = 0; k < ranks.length; k++) if (holds(ranks[k])) count++
  return count
}
