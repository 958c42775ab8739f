import { logGamma } from '../../signal/statistics/log-gamma.ts'

/**
 * Interval of counts that a binomial variable takes with a probability of at least 1 − chance: at most chance/2 lies
 * below `low` and above `high` each. Exact.
 */
export function binomialBand(n: number, p: number, chance: number): { low: number; high: number } {
  return { low: lowest(n, p, chance / 2), high: n - lowest(n, 1 - p, chance / 2) }
}

/** The largest k with P(X < k) ≤ share. */
function lowest(n: number, p: number, share: number): number {
  let below = 0
  for (let k = 0; k <= n; k++) {
    below += Math.exp(logProbability(n, k, p))
    if (below > share) return k
  }
  return n
}

function logProbability(n: number, k: number, p: number): number {
  const choices = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  return choices + (k > 0 ? k * Math.log(p) : 0) + (k < n ? (n - k) * Math.log1p(-p) : 0)
}
