import type { Residuals } from '../../contract/reports.ts'
import { autocorrelation } from '../../signal/statistics/autocorrelation.ts'

const lags = 60

/**
 * Residuals r = d − u, and the innovations (rᵢ − ρ rᵢ₋₁)/(s √(1−ρ²)), which are white and standard normal where
 * model and noise are right.
 * @param s marginal standard deviation of the noise @param rho its lag-1 correlation
 */
export function residualsOf(observed: Float32Array, u: Float32Array, s: number, rho: number): Residuals {
  const values = Array.from(observed, (d, i) => d - u[i])
  const scale = s * Math.sqrt(1 - rho * rho)
  const standardized = values.map((r, i) => (i === 0 ? r / s : (r - rho * values[i - 1]) / scale))
  return {
    values,
    autocorrelation: autocorrelation(values, lags),
    expectedAutocorrelation: Array.from({ length: lags + 1 }, (_, k) => rho ** k),
    standardized,
    standardizedAutocorrelation: autocorrelation(standardized, lags),
    // By the innovations that are there: a missing sample takes its own and the next one's with it.
    whiteBand: 1.96 / Math.sqrt(Math.max(1, standardized.filter((e) => !Number.isNaN(e)).length)),
  }
}
