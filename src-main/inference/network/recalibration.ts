import type { Recalibration } from '../../contract/calibration.ts'
import type { Mixture } from '../mixture.ts'

/** Recalibration of each coordinate. */
export type StretchAndShift = Pick<Recalibration, 'stretch' | 'shift'>

/**
 * The distribution of m + shift·sd + stretch·(z − m) for z from the mixture, for each coordinate; m and sd are the
 * mixture's own mean and standard deviation.
 */
export function recalibrate(mixture: Mixture, { stretch, shift }: StretchAndShift): Mixture {
  const { dimension: D, means, factors } = mixture
  const { mean, sd } = mixtureMoments(mixture)
  return {
    ...mixture,
    means: means.map((m, i) => {
      const j = i % D
      return mean[j] + shift[j] * sd[j] + stretch[j] * (m - mean[j])
    }),
    factors: factors.map((a, i) => a / stretch[i % D]),
  }
}

/** Mean and standard deviation of each coordinate. A Student t must have more than 2 degrees of freedom. */
export function mixtureMoments(mixture: Mixture): { mean: Float64Array; sd: Float64Array } {
  const { dimension: D, components, degrees, weights, means } = mixture
  const tails = Number.isFinite(degrees) ? degrees / (degrees - 2) : 1
  const scales = componentScales(mixture)
  const mean = new Float64Array(D)
  const variance = new Float64Array(D)
  for (let k = 0; k < components; k++) for (let j = 0; j < D; j++) mean[j] += weights[k] * means[k * D + j]
  for (let k = 0; k < components; k++) {
    for (let j = 0; j < D; j++) {
      const i = k * D + j
      variance[j] += weights[k] * ((means[i] - mean[j]) ** 2 + tails * scales[i] ** 2)
    }
  }
  return { mean, sd: variance.map(Math.sqrt) }
}

/** Marginal mixture of one coordinate. */
export function marginalMixture(mixture: Mixture, coordinate: number): Mixture {
  const { dimension: D, components, means } = mixture
  const scales = componentScales(mixture)
  return {
    ...mixture,
    dimension: 1,
    means: Float64Array.from({ length: components }, (_, k) => means[k * D + coordinate]),
    factors: Float64Array.from({ length: components }, (_, k) => 1 / scales[k * D + coordinate]),
  }
}

/** K × D scales of each component's coordinates: square roots of the diagonal of A⁻¹ A⁻ᵀ. */
function componentScales({ dimension: D, components, factors }: Mixture): Float64Array {
  const squares = new Float64Array(components * D)
  const column = new Float64Array(D)
  for (let k = 0; k < components; k++) {
    // Columns of A⁻¹ by forward substitution.
    for (let c = 0; c < D; c++) {
      for (let r = c; r < D; r++) {
        const row = (k * D + r) * D
        let sum = r === c ? 1 : 0
        for (let j = c; j < r; j++) sum -= factors[row + j] * column[j]
        column[r] = sum / factors[row + r]
        squares[k * D + r] += column[r] ** 2
      }
    }
  }
  return squares.map(Math.sqrt)
}
