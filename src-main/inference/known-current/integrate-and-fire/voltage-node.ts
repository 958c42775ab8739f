import { weightNames } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { type ConjugateFit, conjugateFit } from '../conjugate-fit.ts'
import { dataAt, offsetAt, type SweepSums, width } from './voltage-sums.ts'

/** Normal priors of the weights, by `weightNames`: mV and GΩ. */
export const weightPrior = {
  mean: [-65, 0.15, -55, 0, 0, 0, 0, 0],
  sd: [15, 0.2, 12, 0.2, 0.03, 60, 60, 60],
}
/** mV; sd of the sweeps' offsets: scale of its half-normal prior and start of the search; and its grid. */
export const offsetPrior = 2
export const offsetSds = Array.from({ length: 12 }, (_, i) => 0.125 * 2 ** (i / 2))
/** mV²; lower limit of the noise variance. */
const leastVariance = 1e-4

const K = weightNames.length

/**
 * The exact posterior of the weights at one time constant and one noise correlation time, each sweep's offset
 * integrated out, at the noise variance of maximum evidence.
 * @param noise index of the noise time @param variance mV², start of the search for it
 * @param offsetSd of the sweeps' offsets, mV
 */
export function fitNode(
  sweeps: readonly SweepSums[],
  noise: number,
  variance: number,
  offsetSd: number,
): ConjugateFit & { variance: number } {
  const logDeterminant = sweeps.reduce((sum, s) => sum + s.logDeterminants[noise], 0)
  const count = sweeps.reduce((sum, s) => sum + s.count, 0)
  const gram = new Float64Array(K * K)
  const cross = new Float64Array(K)
  let fit: ConjugateFit | null = null
  let now = variance
  for (let round = 0; round < 40; round++) {
    gram.fill(0)
    cross.fill(0)
    const ratio = now / offsetSd ** 2
    let [square, spread] = [0, 0]
    for (const { products } of sweeps) {
      const P = products[noise]
      const o = offsetAt * width
      const d = dataAt * width
      const precision = P[o + offsetAt] + ratio
      spread += Math.log(precision / ratio)
      square += P[d + dataAt] - P[d + offsetAt] ** 2 / precision
      for (let i = 0; i < K; i++) {
        const share = P[o + i] / precision
        cross[i] += P[d + i] - P[d + offsetAt] * share
        for (let j = 0; j <= i; j++) gram[i * K + j] += P[i * width + j] - share * P[o + j]
      }
    }
    for (let i = 0; i < K; i++) for (let j = 0; j < i; j++) gram[j * K + i] = gram[i * K + j]
    fit = conjugateFit(
      { gram, cross, square, count, logDeterminant: logDeterminant - 0.5 * spread },
      weightPrior,
      now,
    )
    const next = Math.max(
      leastVariance,
      residualOf(sweeps, noise, fit.mean, ratio) / Math.max(1, count - K - sweeps.length),
    )
    const change = Math.abs(Math.log(next / now))
    if (change < 1e-4) break
    now = next
  }
  return { ...fit!, variance: now }
}

/** Residual sum of squares after weights and offsets. @param ratio of the noise's variance to the offsets' */
function residualOf(sweeps: readonly SweepSums[], noise: number, w: Float64Array, ratio: number): number {
  let sum = 0
  const d = dataAt * width
  const o = offsetAt * width
  for (const { products } of sweeps) {
    const P = products[noise]
    let [square, along] = [P[d + dataAt], P[d + offsetAt]]
    for (let i = 0; i < K; i++) {
      square -= 2 * w[i] * P[d + i]
      along -= w[i] * P[o + i]
      for (let j = 0; j < i; j++) square += 2 * w[i] * w[j] * P[i * width + j]
      square += w[i] * w[i] * P[i * width + i]
    }
    const offset = along / (P[o + offsetAt] + ratio)
    sum += square - 2 * offset * along + offset * offset * P[o + offsetAt]
  }
  return Math.max(0, sum)
}
