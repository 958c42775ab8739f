import type { LogNormal } from '../../../contract/priors.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { normalDistribution } from './normal.ts'

/** Upper quantile of plots, since the tail is long and hardly visible. */
const drawn = 0.99

/** Normal in ln x; the unbounded coordinate is ln x, standardized. */
export function logNormalDistribution({ median, logSd }: LogNormal): ContinuousDistribution {
  const logs = normalDistribution({ kind: 'normal', mean: Math.log(median), sd: logSd })
  const quantile = (p: number): number => Math.exp(logs.quantile(p))
  // E xᵏ = medianᵏ exp(k² logSd²/2).
  const mean = median * Math.exp((logSd * logSd) / 2)
  return {
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
    shown: { lower: 0, upper: quantile(drawn) },
    mean,
    sd: mean * Math.sqrt(Math.expm1(logSd * logSd)),
    sample: (random) => median * Math.exp(logSd * random.normal()),
    logDensity: (x) =>
      x > 0 && x < Number.POSITIVE_INFINITY
        ? logs.logDensity(Math.log(x)) - Math.log(x)
        : Number.NEGATIVE_INFINITY,
    quantile,
    toUnbounded: (x) => logs.toUnbounded(Math.log(x)),
    fromUnbounded: (z) => Math.exp(logs.fromUnbounded(z)),
    logJacobian: (z) => logs.fromUnbounded(z) + logs.logJacobian(z),
  }
}
