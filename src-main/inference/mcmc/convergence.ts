import { average, variance } from '../../signal/statistics/moments.ts'
import {
  type Chains,
  foldedAboutMedian,
  normalScores,
  quantileOfChains,
  splitChains,
} from './normal-scores.ts'

/** Convergence of chains and their effective sample size (Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021). */
export interface Convergence {
  /** The larger of the rank-normalized split R̂ and the folded one (of distances from the median). */
  rHat: number
  bulkEss: number
  /** The smaller of the ESS of the 5 % and 95 % quantiles. */
  tailEss: number
}

/** For chains that never moved. */
const none: Convergence = { rHat: Number.POSITIVE_INFINITY, bulkEss: 0, tailEss: 0 }

/** Convergence of one quantity. @param chains at least two, of at least four values each */
export function convergenceOf(chains: Chains): Convergence {
  if (chains.every((chain) => chain.every((x) => x === chain[0]))) return none
  const split = splitChains(chains)
  const scores = normalScores(split)
  return {
    rHat: Math.max(plainRHat(scores), plainRHat(normalScores(foldedAboutMedian(split)))),
    bulkEss: essOfChains(scores),
    tailEss: Math.min(...[0.05, 0.95].map((share) => essOfQuantile(chains, share))),
  }
}

function essOfQuantile(chains: Chains, share: number): number {
  const limit = quantileOfChains(chains, share)
  return essOfChains(splitChains(chains.map((chain) => chain.map((x) => (x <= limit ? 1 : 0)))))
}

function plainRHat(chains: Chains): number {
  const n = chains[0].length
  const within = average(chains.map(unbiasedVariance))
  const between = n * unbiasedVariance(chains.map(average))
  return Math.sqrt((between / within + n - 1) / n)
}

/** Effective sample size of the mean by Geyer's initial monotone sequence over all chains. */
export function essOfChains(chains: Chains): number {
  const n = chains[0].length
  const means = chains.map(average)
  const covariance = (lag: number): number => average(chains.map((x, k) => autocovariance(x, means[k], lag)))
  const within = (covariance(0) * n) / (n - 1)
  const total = (within * (n - 1)) / n + unbiasedVariance(means)
  const correlation = (lag: number): number => 1 - (within - covariance(lag)) / total
  // Sums of adjacent pairs are positive and decrease, except for noise.
  let last = 1 + correlation(1)
  let pairs = last
  let tail = 0
  for (let lag = 2; lag < n - 2; lag += 2) {
    const even = correlation(lag)
    const pair = even + correlation(lag + 1)
    tail = Math.max(0, even)
    if (!(pair > 0)) break
    last = Math.min(last, pair)
    pairs += last
    tail = 0
  }
  const draws = chains.length * n
  return draws / Math.max(2 * pairs - 1 + tail, 1 / Math.log10(draws))
}

function autocovariance(x: Float64Array, mean: number, lag: number): number {
  let sum = 0
  for (let i = lag; i < x.length; i++) sum += (x[i] - mean) * (x[i - lag] - mean)
  return sum / x.length
}

function unbiasedVariance(x: ArrayLike<number>): number {
  return (variance(x) * x.length) / (x.length - 1)
}
