import type { Residuals } from '../../contract/reports.ts'
import type { Noise } from '../../model/noise-model.ts'
import { autocorrelation } from '../../signal/statistics/autocorrelation.ts'

const lags = 60

/**
 * Residuals r = d − u, and the same whitened, which are standard normal and without memory where model and noise are
 * right.
 * @param shown of the data, from the first, that are looked at
 */
export function residualsOf(
  observed: Float32Array,
  u: Float32Array,
  noise: Noise,
  shown = observed.length,
): Residuals {
  const all = Array.from(observed, (d, i) => d - u[i])
  const values = all.slice(0, shown)
  const standardized = noise.whitened(all).slice(0, shown)
  const own = autocorrelation(values, lags)
  return {
    values,
    autocorrelation: own,
    expectedAutocorrelation: own.map((_, k) => noise.correlation(k)),
    standardized,
    standardizedAutocorrelation: autocorrelation(standardized, lags),
    // By those that are there.
    whiteBand: 1.96 / Math.sqrt(Math.max(1, standardized.filter((e) => !Number.isNaN(e)).length)),
  }
}
