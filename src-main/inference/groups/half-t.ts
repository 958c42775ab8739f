/** Degrees of freedom of the priors of sds. */
const freedom = 3

/** Where the logarithm of an sd may go: far below what can be told, and above any. */
export function limitsOf(scale: number): readonly [number, number] {
  return [Math.log(scale) - 12, Math.log(scale) + 6]
}

/** Logarithm of the half-t density of an sd, as one of its logarithm. */
export function logHalfT(log: number, scale: number): number {
  return log - ((freedom + 1) / 2) * Math.log1p(Math.exp(2 * log) / (freedom * scale * scale))
}
