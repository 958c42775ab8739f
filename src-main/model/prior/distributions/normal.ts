import type { Normal } from '../../../contract/priors.ts'
import type { ContinuousDistribution } from './distribution.ts'
import { truncatedNormalQuantile } from './truncated-normal.ts'

/** Standard deviations beyond which the probability is 0 in double precision. */
const everything = 40
/** Range of plots, in standard deviations. */
const drawn = 4

export function normalDistribution({ mean, sd }: Normal): ContinuousDistribution {
  const wide = { mean, sd, lower: mean - everything * sd, upper: mean + everything * sd }
  const logScale = Math.log(sd)
  const logNorm = -0.5 * Math.log(2 * Math.PI) - logScale
  return {
    lower: Number.NEGATIVE_INFINITY,
    upper: Number.POSITIVE_INFINITY,
    shown: { lower: mean - drawn * sd, upper: mean + drawn * sd },
    mean,
    sd,
    sample: (random) => mean + sd * random.normal(),
    logDensity: (x) => logNorm - 0.5 * ((x - mean) / sd) ** 2,
    quantile: (p) => truncatedNormalQuantile(wide, p),
    toUnbounded: (x) => (x - mean) / sd,
    fromUnbounded: (z) => mean + sd * z,
    logJacobian: () => logScale,
  }
}
