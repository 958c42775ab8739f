/**
 * A stationary Gaussian ARMA(2,1) process, yₜ = a₁ yₜ₋₁ + a₂ yₜ₋₂ + eₜ + θ eₜ₋₁, whose moving average is invertible
 * (|θ| ≤ 1): the common form of all noise here whose autocovariances γₖ obey γₖ = a₁ γₖ₋₁ + a₂ γₖ₋₂ from k = 2 on. This
 * includes AR(2), the sum of white noise and AR(1), and every kth sample of either.
 */
export interface ArmaProcess {
  a1: number
  a2: number
  theta: number
  /** Variance of the innovations e. */
  innovation: number
  /** Marginal variance γ₀ and the autocovariance γ₁. */
  variance: number
  covariance: number
}

/**
 * The process with these autocovariances. wₜ = yₜ − a₁ yₜ₋₁ − a₂ yₜ₋₂ is a moving average of order 1: its variance and
 * lag-1 covariance follow from γ₀ and γ₁ (wₜ is uncorrelated with yₜ₋₂), and of the two moving averages with these
 * moments the invertible one is taken (Brockwell & Davis 1991, section 3.1 and proposition 4.4.2).
 * @param variance γ₀ @param covariance γ₁
 */
export function armaProcess(a1: number, a2: number, variance: number, covariance: number): ArmaProcess {
  const second = a1 * covariance + a2 * variance
  const beside = covariance - a1 * variance - a2 * covariance
  const own = variance - a1 * covariance - a2 * second - a1 * beside
  const q = Math.min(0.5, Math.max(-0.5, beside / own))
  const theta = (2 * q) / (1 + Math.sqrt(1 - 4 * q * q))
  return { a1, a2, theta, innovation: own / (1 + theta * theta), variance, covariance }
}

/** Correlation at `lag` samples, a whole number. */
export function armaCorrelation({ a1, a2, variance, covariance }: ArmaProcess, lag: number): number {
  let [before, now] = [1, covariance / variance]
  if (lag === 0) return before
  for (let k = 1; k < lag; k++) [before, now] = [now, a1 * now + a2 * before]
  return now
}

/**
 * Every kth sample of the process. With λ₁, λ₂ the roots of x² = a₁ x + a₂, every kth autocovariance obeys the
 * recursion of λ₁ᵏ, λ₂ᵏ: the process stays ARMA(2,1), whereas AR(2) does not stay AR(2).
 */
export function everyKthOf(process: ArmaProcess, k: number): ArmaProcess {
  const { a1, a2, variance } = process
  // λ₁ᵏ + λ₂ᵏ by the recursion, which it obeys as well.
  let [before, now] = [2, a1]
  for (let j = 1; j < k; j++) [before, now] = [now, a1 * now + a2 * before]
  return armaProcess(now, -((-a2) ** k), variance, variance * armaCorrelation(process, k))
}
