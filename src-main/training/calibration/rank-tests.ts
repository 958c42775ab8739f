import { type RankTests, rankBins } from '../../contract/calibration.ts'
import { erfc } from '../../model/prior/distributions/normal-probability.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'

/**
 * Simulation-based calibration of one parameter (Talts, Betancourt, Simpson, Vehtari & Gelman 2018): whether the
 * ranks of the truth are uniform, by χ² over the bins, by their mean (bias) and by their spread about the middle
 * (draws too narrow or too wide).
 * @param ranks of each trace's truth among `draws` draws, 0 … draws; draws + 1 is a multiple of `rankBins`
 * @param chance probability that each of the three tests fails for a correct posterior
 */
export function testRanks(ranks: ArrayLike<number>, draws: number, chance: number): RankTests {
  const n = ranks.length
  const values = draws + 1
  let [sum, squares] = [0, 0]
  for (let k = 0; k < n; k++) {
    const centred = (2 * ranks[k] + 1) / values - 1
    sum += centred
    squares += centred * centred
  }
  // Moments of the discrete uniform distribution on that many values between −1 and 1.
  const second = (1 - values ** -2) / 3
  const fourth = (3 - 10 * values ** -2 + 7 * values ** -4) / 15
  const spread = squares / n
  const counts = countRanks(ranks, draws)
  const expected = n / rankBins
  const probabilities = {
    histogram: chiSquareSurvival(
      counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0),
      rankBins - 1,
    ),
    mean: twoSided(sum / Math.sqrt(n * second)),
    spread: twoSided((spread - second) / Math.sqrt((fourth - second ** 2) / n)),
  }
  return {
    counts,
    mean: 0.5 + sum / n / 2,
    spread,
    probabilities,
    passed: Object.values(probabilities).every((p) => p >= chance),
  }
}

/** Number of traces in each of `rankBins` equal bins of rank. */
export function countRanks(ranks: ArrayLike<number>, draws: number): number[] {
  const counts = new Array<number>(rankBins).fill(0)
  for (let k = 0; k < ranks.length; k++) counts[Math.floor((ranks[k] * rankBins) / (draws + 1))]++
  return counts
}

function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}
