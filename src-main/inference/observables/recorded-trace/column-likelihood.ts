import { logDeterminant } from '../../../model/noise/ar1/gaps.ts'
import type { Noise } from '../../../model/noise-model.ts'
import type { Gaps } from '../../../signal/gaps.ts'
import { type ColumnPosterior, logColumnIntegral } from './linear-columns.ts'
import { createScaleSums } from './scale-sums.ts'
import { logScaleIntegral, type Scale, type ScalePosterior } from './scales.ts'

/**
 * The likelihood of a recording given its membrane potential, with offset, gain and, where there is one, drift
 * marginalized.
 */
export interface ColumnLikelihood {
  /**
   * log p(d | u[from …), noise).
   * @param extra receives the means of the K coefficients and the rows of their covariance's lower triangular root,
   * at extra[to …)
   */
  of(u: Float32Array, from: number, noise: Noise, extra: Float64Array, to: number): number
}

/** Extra numbers of such a likelihood for each point. @param K coefficients */
export function columnNumbers(K: number): number {
  return K + (K * (K + 1)) / 2
}

/** For AR(1) or white noise, with offset and gain: by sums that are polynomials in ρ. */
export function bySums(data: Float32Array, gaps: Gaps, [offset, gain]: readonly Scale[]): ColumnLikelihood {
  const sums = createScaleSums(data, gaps)
  const forms = new Float64Array(6)
  const posterior: ScalePosterior = { offset: 0, gain: 0, root: [0, 0, 0] }
  return {
    of(u, from, noise, extra, to) {
      const rho = noise.correlation(1)
      sums.take(u, from)
      sums.forms(rho, forms)
      const likelihood = logScaleIntegral(
        forms,
        gaps.count,
        logDeterminant(gaps, rho),
        noise.sd,
        offset,
        gain,
        posterior,
      )
      extra[to] = posterior.offset
      extra[to + 1] = posterior.gain
      extra.set(posterior.root, to + 2)
      return likelihood
    },
  }
}

/** For any noise that can whiten columns: 1, u and, with a third scale, the time from the first sample. */
export function byWhitening(
  data: Float32Array,
  gaps: Gaps,
  scales: readonly Scale[],
  dt: number,
): ColumnLikelihood {
  const n = data.length
  const K = scales.length
  const known = [new Float64Array(n).fill(1), Float64Array.from({ length: n }, (_, i) => i * dt)]
  const columns = Array.from({ length: K + 1 }, () => new Float64Array(n))
  const products = new Float64Array((K + 1) * (K + 1))
  const posterior: ColumnPosterior = { means: new Float64Array(K), root: new Float64Array(K * K) }
  return {
    of(u, from, noise, extra, to) {
      const { logDeterminant: ofNoise, whiten } = noise.whitener!(gaps, n)
      whiten(known[0], 0, columns[0])
      whiten(u, from, columns[1])
      if (K > 2) whiten(known[1], 0, columns[2])
      whiten(data, 0, columns[K])
      for (let i = 0; i <= K; i++) {
        for (let j = 0; j <= i; j++) {
          const product = dot(columns[i], columns[j])
          products[i * (K + 1) + j] = product
          products[j * (K + 1) + i] = product
        }
      }
      const likelihood = logColumnIntegral(products, gaps.count, ofNoise, scales, posterior)
      extra.set(posterior.means, to)
      let next = to + K
      for (let i = 0; i < K; i++) for (let j = 0; j <= i; j++) extra[next++] = posterior.root[i * K + j]
      return likelihood
    },
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i]
  return sum
}
