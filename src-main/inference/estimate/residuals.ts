import type { Residuals } from '../../contract/fit.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Noise } from '../../model/noise-model.ts'
import { outputCount } from '../../model/outputs.ts'
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

/** One of several traces that the data are: what was compared of it, and what is left. */
export interface Output {
  observed: Float32Array
  residuals: Residuals
}

/**
 * The residuals of each trace that the data are, the drawn one first; each by its own noise, so that nothing runs over from
 * the end of one to the start of the next.
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
