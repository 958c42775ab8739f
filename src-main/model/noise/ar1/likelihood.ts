/**
 * Exact log likelihood of stationary AR(1) residuals, from the sums that a simulation kernel returns.
 * With A₁ = Σ_{i≥1} rᵢ², A₀ = Σ_{i<n−1} rᵢ², D = Σ (rᵢ−rᵢ₋₁)² and c = 1 − ρ²:
 *
 *     Q = r₀² + (ρ D + (1−ρ)(A₁ − ρ A₀))/c
 *     log L = −n/2 log 2π − n log s − (n−1)/2 log c − Q/(2 s²)
 *
 * With D rather than Σ rᵢ rᵢ₋₁ the rounding error of single precision is seven times smaller.
 *
 * @param sums (Σ rᵢ², D, r₀, r_last) at sums[at … at+4)
 * @param n number of samples
 * @param s marginal standard deviation of the noise
 * @param rho lag-1 correlation
 */
export function ar1LogLikelihood(
  sums: ArrayLike<number>,
  at: number,
  n: number,
  s: number,
  rho: number,
): number {
  const total = sums[at]
  const steps = sums[at + 1]
  const first = sums[at + 2] * sums[at + 2]
  const last = sums[at + 3] * sums[at + 3]
  const c = 1 - rho * rho
  const q = first + (rho * steps + (1 - rho) * (total - first - rho * (total - last))) / c
  return -0.5 * n * Math.log(2 * Math.PI) - n * Math.log(s) - 0.5 * (n - 1) * Math.log(c) - q / (2 * s * s)
}
