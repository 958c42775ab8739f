import type { Residuals } from '../../contract/fit.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Noise } from '../../model/noise-model.ts'
import { outputCount } from '../../model/outputs.ts'
import { autocorrelation } from '../../signal/statistics/autocorrelation.ts'

const lags = 60

/**
 * Residuals r = d − u, and whitened residuals, which are standard normal and white where model and noise are right.
 * @param shown number of the data, from the first, that are included
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
    // Over the samples that are present.
    whiteBand: 1.96 / Math.sqrt(Math.max(1, standardized.filter((e) => !Number.isNaN(e)).length)),
  }
}

/** One of the observed traces, and its residuals. */
export interface Output {
  observed: Float32Array
  residuals: Residuals
}

/**
 * Residuals of each observed trace, the displayed one first; each is whitened separately, so that the end of one does
 * not affect the start of the next.
 */
export function outputsOf(
  prior: Pick<Prior, 'observable' | 'neuron'>,
  observed: Float32Array,
  u: Float32Array,
  noise: Noise,
  shown: number,
): Output[] {
  const count = outputCount(prior)
  if (count === 1) return [{ observed, residuals: residualsOf(observed, u, noise, shown) }]
  const n = observed.length / count
  return Array.from({ length: count }, (_, k) => {
    const [from, to] = [k * n, (k + 1) * n]
    const own = observed.subarray(from, to)
    return { observed: own, residuals: residualsOf(own, u.subarray(from, to), noise.outputs![k]) }
  })
}
