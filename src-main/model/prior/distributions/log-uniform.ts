import type { LogUniform } from '../../../contract/priors.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { fromLogit, logit, logitLogJacobian } from './logit.ts'

/** Uniform in log x; the unbounded coordinate is the logit of log x between the logarithms of the limits. */
export function logUniformDistribution({ lower, upper }: LogUniform): ContinuousDistribution {
  const [from, to] = [Math.log(lower), Math.log(upper)]
  // Not to − from, which loses its digits where the limits are close.
  const width = Math.log1p((upper - lower) / lower)
  const logWidth = Math.log(width)
  return {
    lower,
    upper,
    shown: { lower, upper },
    ...moments(lower, upper, width),
    sample: (random) => lower * Math.exp(width * random.uniform()),
    logDensity: (x) => (x > lower && x < upper ? -Math.log(x) - logWidth : Number.NEGATIVE_INFINITY),
    quantile: (p) => lower * Math.exp(width * p),
    toUnbounded: (x) => logit(Math.log(x), from, to),
    fromUnbounded: (z) => Math.exp(fromLogit(z, from, to)),
    logJacobian: (z) => fromLogit(z, from, to) + logitLogJacobian(z, from, to),
  }
}

/** Mean (u − l)/w; variance mean · g (cosh h − sinh h/h) with g = √(l u), h = w/2, by its series where h is small. */
function moments(lower: number, upper: number, width: number): { mean: number; sd: number } {
  const mean = (upper - lower) / width
  const h = width / 2
  const spread = h < 0.05 ? (h * h * (1 + (h * h) / 10)) / 3 : Math.cosh(h) - Math.sinh(h) / h
  return { mean, sd: Math.sqrt(mean * Math.sqrt(lower) * Math.sqrt(upper) * spread) }
}
