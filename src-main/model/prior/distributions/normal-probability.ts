/** Standard normal distribution function. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2)
}

/**
 * Complementary error function; relative error below 1e-13 by its continued fraction (|x| ≥ 2.5) or Taylor series.
 * Abramowitz & Stegun 7.1.6 and 7.1.14.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; n < 80 && Math.abs(term) > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let f = x
  for (let n = 60; n >= 1; n--) f = x + n / 2 / f
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / f
}

/** Probability of a standard normal between a and b > a, accurate in the tails and between close limits. */
export function normalBetween(a: number, b: number): number {
  const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  if (b - a < 1e-4) return ((density(a) + 4 * density(0.5 * (a + b)) + density(b)) * (b - a)) / 6
  return a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a)
}
