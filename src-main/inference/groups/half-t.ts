/** Degrees of freedom of the priors of sds. */
const freedom = 3

/** Limits of the logarithm of an sd: far below what data can resolve, and above any plausible value. */
export function limitsOf(scale: number): readonly [number, number] {
  return [Math.log(scale) - 12, Math.log(scale) + 6]
}

/** Log density of the logarithm of an sd that has a half-t prior. */
export function logHalfT(log: number, scale: number): number {
  return log - ((freedom + 1) / 2) * Math.log1p(Math.exp(2 * log) / (freedom * scale * scale))
}
