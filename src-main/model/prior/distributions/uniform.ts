import type { Uniform } from '../../../contract/priors.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { fromLogit, logit, logitLogJacobian } from './logit.ts'

export function uniformDistribution({ lower, upper }: Uniform): ContinuousDistribution {
  const width = upper - lower
  const logDensity = -Math.log(width)
  return {
    lower,
    upper,
    shown: { lower, upper },
    mean: lower + width / 2,
    sd: width / Math.sqrt(12),
    sample: (random) => lower + width * random.uniform(),
    logDensity: (x) => (x > lower && x < upper ? logDensity : Number.NEGATIVE_INFINITY),
    quantile: (p) => lower + width * p,
    toUnbounded: (x) => logit(x, lower, upper),
    fromUnbounded: (z) => fromLogit(z, lower, upper),
    logJacobian: (z) => logitLogJacobian(z, lower, upper),
  }
}
