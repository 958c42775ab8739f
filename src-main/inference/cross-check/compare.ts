import type { CrossCheckParameter } from '../../contract/cross-check.ts'
import type { ParameterEstimate } from '../../contract/reports.ts'
import { average, excessKurtosis, variance } from '../../signal/statistics/moments.ts'

/** Differences that agree: of means, in posterior sd; of the ratio of sds from 1; and in standard errors of either. */
const [meanTolerance, sdTolerance, byChance] = [0.15, 0.1, 3]

/**
 * Compares a parameter of a report with draws of another sampler. Standard errors are of two independent samples: of
 * a mean 1/√ESS, of an sd √((κ − 1)/4 ESS) with kurtosis κ.
 * @param own the report's effective sample size
 * @param values draws, of effective sample size `ess`
 */
export function compareParameter(
  { name, symbol, posterior }: Pick<ParameterEstimate, 'name' | 'symbol' | 'posterior'>,
  own: number,
  values: Float64Array,
  ess: number,
): CrossCheckParameter {
  const mean = average(values)
  const sd = Math.sqrt(variance(values))
  const kurtosis = excessKurtosis(values) + 3
  const both = 1 / Math.max(own, 1) + 1 / Math.max(ess, 1)
  const meanDifference = (posterior.mean - mean) / sd
  const sdRatio = posterior.sd / sd
  const [meanError, sdError] = [Math.sqrt(both), Math.sqrt(((kurtosis - 1) / 4) * both)]
  return {
    name,
    symbol,
    mean,
    sd,
    meanDifference,
    meanError,
    sdRatio,
    sdError,
    agrees:
      Math.abs(meanDifference) < Math.max(meanTolerance, byChance * meanError) &&
      Math.abs(sdRatio - 1) < Math.max(sdTolerance, byChance * sdError),
  }
}
