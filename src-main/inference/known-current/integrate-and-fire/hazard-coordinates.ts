import { P, type Slopes } from './hazard-likelihood.ts'

/**
 * The hazard as exp((m − moving threshold)/ΔV) per ms: in coordinates φ = (threshold + 45 mV, log b1 = −log ΔV, b2/b1, c/b1),
 * of which all but log b1 and b2/b1 are in mV. Independent priors of these, normal, and not of b: what moves a threshold is
 * then known as well whatever its softness, and few spikes do not make it look too sharp (as n − p degrees of freedom do
 * for a variance).
 */
export const hazardPrior = { mean: [0, Math.log(0.5), 0, 1.5, 1.5, 1.5, 1.5], sd: [15, 1, 2, 4, 4, 4, 4] }

/** b by `hazardNames`. */
export function hazardOf(phi: ArrayLike<number>): Float64Array {
  const b = new Float64Array(P)
  const b1 = Math.exp(phi[1])
  for (let k = 0; k < P; k++) b[k] = b1 * phi[k]
  b[0] = -b[0]
  b[1] = b1
  return b
}

/** φ of a hazard that rises. */
export function coordinatesOf(b: ArrayLike<number>): Float64Array {
  const phi = Float64Array.from({ length: P }, (_, k) => b[k] / b[1])
  phi[0] = -phi[0]
  phi[1] = Math.log(b[1])
  return phi
}

export function logPrior(phi: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < P; k++) sum -= 0.5 * ((phi[k] - hazardPrior.mean[k]) / hazardPrior.sd[k]) ** 2
  return sum
}

/** ∂b/∂φ, P × P: b1 on the diagonal (−b1 for the threshold), and b itself by log b1. */
function jacobianAt(phi: ArrayLike<number>): Float64Array {
  const b = hazardOf(phi)
  const J = new Float64Array(P * P)
  for (let k = 0; k < P; k++) {
    J[k * P + k] = k === 0 ? -b[1] : b[1]
    J[k * P + 1] = b[k]
  }
  return J
}

/** A gradient by b as one by φ. */
export function gradientIn(phi: ArrayLike<number>, gradient: Float64Array): Float64Array {
  const J = jacobianAt(phi)
  const out = new Float64Array(P)
  for (let i = 0; i < P; i++) for (let k = 0; k < P; k++) out[k] += J[i * P + k] * gradient[i]
  return out
}

/** Slopes of the log posterior by φ, of those of the log likelihood by b; the precision without what bends of b(φ) add. */
export function inCoordinates({ gradient, precision }: Slopes, phi: ArrayLike<number>): Slopes {
  const J = jacobianAt(phi)
  const out = { gradient: gradientIn(phi, gradient), precision: new Float64Array(P * P) }
  for (let k = 0; k < P; k++) {
    const p = hazardPrior.sd[k] ** -2
    out.gradient[k] += p * (hazardPrior.mean[k] - phi[k])
    out.precision[k * P + k] = p
    for (let i = 0; i < P; i++) {
      for (let l = 0; l < P; l++) {
        const v = J[i * P + k] * precision[i * P + l]
        for (let j = 0; j < P; j++) out.precision[k * P + j] += v * J[l * P + j]
      }
    }
  }
  return out
}
