import type { TruncatedNormal } from '../../../contract/priors.ts'
import type { Random } from '../../random.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { fromLogit, logit, logitLogJacobian } from './logit.ts'
import { normalBetween } from './normal-probability.ts'

/** A normal distribution and its limits. */
type Cut = Omit<TruncatedNormal, 'kind'>

export function truncatedNormalDistribution(d: TruncatedNormal): ContinuousDistribution {
  const { lower, upper } = d
  const logMass = Math.log(truncatedNormalMass(d))
  return {
    lower,
    upper,
    shown: { lower, upper },
    ...truncatedNormalMoments(d),
    sample: (random) => sampleTruncatedNormal(d, random),
    logDensity: (x) => truncatedNormalLogDensity(d, x, logMass),
    quantile: (p) => truncatedNormalQuantile(d, p),
    toUnbounded: (x) => logit(x, lower, upper),
    fromUnbounded: (z) => fromLogit(z, lower, upper),
    logJacobian: (z) => logitLogJacobian(z, lower, upper),
  }
}

/**
 * Logarithm of the density at x; −∞ outside the limits.
 * @param logMass log of truncatedNormalMass(d), where already known
 */
export function truncatedNormalLogDensity(
  d: Cut,
  x: number,
  logMass = Math.log(truncatedNormalMass(d)),
): number {
  if (!(x > d.lower && x < d.upper)) return Number.NEGATIVE_INFINITY
  const z = (x - d.mean) / d.sd
  return -0.5 * z * z - Math.log(d.sd * Math.sqrt(2 * Math.PI)) - logMass
}

/** Cumulative distribution function at x. */
export function truncatedNormalCdf(d: Cut, x: number): number {
  if (x <= d.lower) return 0
  if (x >= d.upper) return 1
  return normalBetween((d.lower - d.mean) / d.sd, (x - d.mean) / d.sd) / truncatedNormalMass(d)
}

/** The p-quantile, by bisection to double precision. */
export function truncatedNormalQuantile(d: Cut, p: number): number {
  const lower = (d.lower - d.mean) / d.sd
  const wanted = p * truncatedNormalMass(d)
  let [a, b] = [d.lower, d.upper]
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (a + b)
    if (normalBetween(lower, (middle - d.mean) / d.sd) < wanted) a = middle
    else b = middle
  }
  return 0.5 * (a + b)
}

/** One draw: by rejection where most of the normal lies inside, else by the inverse distribution function. */
export function sampleTruncatedNormal(d: Cut, random: Random): number {
  for (let tries = 0; tries < 100; tries++) {
    const x = d.mean + d.sd * random.normal()
    if (x > d.lower && x < d.upper) return x
  }
  return truncatedNormalQuantile(d, random.uniform())
}

/**
 * Mean and standard deviation of the truncated distribution, by Simpson's rule where its density is not negligible. The
 * closed form loses all digits where the normal is nearly flat between the limits, or they are far out in the tail.
 */
export function truncatedNormalMoments(d: Cut): { mean: number; sd: number } {
  const [a, b] = [(d.lower - d.mean) / d.sd, (d.upper - d.mean) / d.sd]
  const mode = Math.min(b, Math.max(a, 0))
  // Beyond this the density is below e⁻⁴⁰ of its largest value.
  const reach = Math.sqrt(mode * mode + 80)
  const from = Math.max(a, -reach)
  const step = (Math.min(b, reach) - from) / momentIntervals
  let [total, first, second] = [0, 0, 0]
  for (let i = 0; i <= momentIntervals; i++) {
    const t = i * step
    const z = from + t
    const ends = i === 0 || i === momentIntervals ? 1 : i % 2 ? 4 : 2
    const w = ends * Math.exp(0.5 * (mode * mode - z * z))
    total += w
    first += w * t
    second += w * t * t
  }
  const mean = first / total
  return { mean: d.mean + d.sd * (from + mean), sd: d.sd * Math.sqrt(second / total - mean * mean) }
}
const momentIntervals = 1000

/** Probability of the untruncated normal within the limits. */
export function truncatedNormalMass(d: Cut): number {
  return normalBetween((d.lower - d.mean) / d.sd, (d.upper - d.mean) / d.sd)
}
