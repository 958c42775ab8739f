import type { TruncatedNormal } from '../contract/models.ts'
import type { Random } from './random.ts'

/** Standard normal distribution function. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2)
}

/**
 * Complementary error function; relative error below 1e-14 by its continued fraction (|x| ≥ 2.5) or Taylor series.
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

/** Logarithm of the density at x; −∞ outside the limits. */
export function truncatedNormalLogDensity(d: TruncatedNormal, x: number): number {
  if (!(x > d.lower && x < d.upper)) return Number.NEGATIVE_INFINITY
  const z = (x - d.mean) / d.sd
  return -0.5 * z * z - Math.log(d.sd * Math.sqrt(2 * Math.PI)) - Math.log(mass(d))
}

/** Probability of being at most x. */
export function truncatedNormalCdf(d: TruncatedNormal, x: number): number {
  if (x <= d.lower) return 0
  if (x >= d.upper) return 1
  const lower = normalCdf((d.lower - d.mean) / d.sd)
  return (normalCdf((x - d.mean) / d.sd) - lower) / mass(d)
}

/** The x below which lies the share p, by bisection to double precision. */
export function truncatedNormalQuantile(d: TruncatedNormal, p: number): number {
  let [a, b] = [d.lower, d.upper]
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (a + b)
    if (truncatedNormalCdf(d, middle) < p) a = middle
    else b = middle
  }
  return 0.5 * (a + b)
}

/** One draw: by rejection where most of the normal lies inside, else by the inverse distribution function. */
export function sampleTruncatedNormal(d: TruncatedNormal, random: Random): number {
  for (let tries = 0; tries < 100; tries++) {
    const x = d.mean + d.sd * random.normal()
    if (x > d.lower && x < d.upper) return x
  }
  return truncatedNormalQuantile(d, random.uniform())
}

/** Mean and standard deviation of the truncated distribution. */
export function truncatedNormalMoments(d: TruncatedNormal): { mean: number; sd: number } {
  const a = (d.lower - d.mean) / d.sd
  const b = (d.upper - d.mean) / d.sd
  const pdf = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  const m = mass(d)
  const shift = (pdf(a) - pdf(b)) / m
  const variance = 1 + (a * pdf(a) - b * pdf(b)) / m - shift * shift
  return { mean: d.mean + d.sd * shift, sd: d.sd * Math.sqrt(variance) }
}

function mass(d: TruncatedNormal): number {
  return normalCdf((d.upper - d.mean) / d.sd) - normalCdf((d.lower - d.mean) / d.sd)
}
