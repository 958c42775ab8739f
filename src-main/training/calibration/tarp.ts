import type { TarpCalibration } from '../../contract/calibration.ts'

const steps = 40

/**
 * Tests of accuracy with random points (TARP; Lemos, Coogan, Hezaveh & Perreault-Levasseur 2023). The region of
 * probability c about a random point contains the truth where less than that share of the draws is nearer to the
 * point; a correct posterior's does so with a probability of c, for every c. Tested by the maximum deviation from
 * that (Kolmogorov–Smirnov).
 * @param ranks draws nearer to the random point than the truth, for each trace
 * @param chance probability that the test fails for a correct posterior
 */
export function testTarp(
  ranks: ArrayLike<number>,
  draws: number,
  chance: number,
): Omit<TarpCalibration, 'words'> {
  const n = ranks.length
  const shares = Float64Array.from(ranks, (rank) => (rank + 0.5) / (draws + 1)).sort()
  let distance = 0
  shares.forEach((share, k) => {
    distance = Math.max(distance, (k + 1) / n - share, share - k / n)
  })
  const found = Array.from({ length: steps + 1 }, (_, i) => {
    let k = 0
    while (k < n && shares[k] < i / steps) k++
    return k / n
  })
  const allowed = allowedDistance(n, chance)
  return { found, distance, allowed, passed: distance <= allowed }
}

/** The Kolmogorov–Smirnov distance that uniform values exceed with the given probability; Stephens 1970. */
function allowedDistance(n: number, chance: number): number {
  let [low, high] = [0.3, 5]
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    if (exceeds(middle) > chance) low = middle
    else high = middle
  }
  const root = Math.sqrt(n)
  return high / (root + 0.12 + 0.11 / root)
}

/** Kolmogorov's limit distribution: probability of more than t. */
function exceeds(t: number): number {
  let sum = 0
  for (let k = 1; k <= 50; k++) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * t * t)
  return sum
}
