/**
 * Lag-1 correlation of AR(1) noise in samples whose distance is `ratio` times that of the samples where it is ρ:
 * sign(ρ) |ρ|^ratio. Exact for every kth sample of noise with ρ ≥ 0 (ratio = k, the marginal variance stays), and for
 * ρ ≥ 0 as samples of the Ornstein–Uhlenbeck process at any ratio. No process in continuous time has ρ < 0; the sign is
 * kept, so that the map is one to one: noise that alternates is taken to alternate at either step.
 */
export function correlationAtStep(rho: number, ratio: number): number {
  return Math.sign(rho) * Math.abs(rho) ** ratio
}

/** log |dρ/dr| of r = correlationAtStep(ρ, ratio), at r. */
export function logCorrelationSlope(r: number, ratio: number): number {
  return ratio === 1 ? 0 : (1 / ratio - 1) * Math.log(Math.abs(r)) - Math.log(ratio)
}
