import { P, type Slopes } from './hazard-likelihood.ts'

/**
 * The hazard as exp((m − moving threshold)/ΔV) per ms, in coordinates φ = (threshold + 45 mV, log b1 = −log ΔV,
 * b2/b1, c/b1 after a spike, and the changes of threshold, log b1 and b2/b1 right after a spike). Priors are
 * independent in these, and not in b: then the prior of what moves a threshold does not depend on its softness, and
 * with few spikes the threshold is not estimated as too sharp (as n − p degrees of freedom prevent for a variance).
 * Normal; changes after a spike have Student’s t with 4 degrees of freedom: small in most cells, large in some.
 */
export const hazardPrior = {
  mean: [0, Math.log(0.5), 0, 1.5, 1.5, 1.5, 1.5, 0, 0, 0],
  sd: [15, 1, 2, 4, 4, 4, 4, 1.5, 0.5, 1],
  /** Degrees of freedom of Student’s t; infinite where the prior is normal. */
  freedom: [...Array.from({ length: 7 }, () => Number.POSITIVE_INFINITY), 4, 4, 4],
}

/** b by `hazardNames`. */
export function hazardOf(phi: ArrayLike<number>): Float64Array {
  const b = new Float64Array(P)
  const rise = Math.exp(phi[1])
  const after = rise * Math.exp(phi[8])
  b[0] = -rise * phi[0]
  b[1] = rise
  b[2] = rise * phi[2]
  for (let k = 3; k < 7; k++) b[k] = after * phi[k]
  b[7] = -after * (phi[0] + phi[7]) - b[0]
  b[8] = after - rise
  b[9] = after * (phi[2] + phi[9]) - b[2]
  return b
}

/** φ of a hazard that rises with the potential, also right after a spike. */
export function coordinatesOf(b: ArrayLike<number>): Float64Array {
  const phi = new Float64Array(P)
  const after = b[1] + b[8]
  phi[0] = -b[0] / b[1]
  phi[1] = Math.log(b[1])
  phi[2] = b[2] / b[1]
  for (let k = 3; k < 7; k++) phi[k] = b[k] / after
  phi[7] = -(b[0] + b[7]) / after - phi[0]
  phi[8] = Math.log(after) - phi[1]
  phi[9] = (b[2] + b[9]) / after - phi[2]
  return phi
}

export function logPrior(phi: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < P; k++) {
    const square = ((phi[k] - hazardPrior.mean[k]) / hazardPrior.sd[k]) ** 2
    const freedom = hazardPrior.freedom[k]
    sum -=
      freedom === Number.POSITIVE_INFINITY ? 0.5 * square : 0.5 * (freedom + 1) * Math.log1p(square / freedom)
  }
  return sum
}

/**
 * Precision of a normal prior, or of the normal with the same slope as Student’s t. @param away distance from the
 * prior’s centre
 */
function priorWeight(k: number, away: number): number {
  const own = hazardPrior.sd[k] ** -2
  const freedom = hazardPrior.freedom[k]
  return freedom === Number.POSITIVE_INFINITY ? own : (own * (freedom + 1)) / (freedom + own * away * away)
}

/** ∂b/∂φ, P × P. */
function jacobianAt(phi: ArrayLike<number>): Float64Array {
  const b = hazardOf(phi)
  const after = b[1] + b[8]
  const J = new Float64Array(P * P)
  const set = (of: number, by: number, value: number): void => {
    J[of * P + by] = value
  }
  // All of b is proportional to b1, and the terms after a spike to the slope there.
  for (let k = 0; k < P; k++) set(k, 1, b[k])
  set(0, 0, -b[1])
  set(2, 2, b[1])
  for (let k = 3; k < 7; k++) {
    set(k, k, after)
    set(k, 8, b[k])
  }
  set(7, 0, b[1] - after)
  set(7, 7, -after)
  set(7, 8, b[0] + b[7])
  set(8, 8, after)
  set(9, 2, after - b[1])
  set(9, 9, after)
  set(9, 8, b[2] + b[9])
  return J
}

/** Transforms a gradient with respect to b into one with respect to φ. */
export function gradientIn(phi: ArrayLike<number>, gradient: Float64Array): Float64Array {
  const J = jacobianAt(phi)
  const out = new Float64Array(P)
  for (let i = 0; i < P; i++) for (let k = 0; k < P; k++) out[k] += J[i * P + k] * gradient[i]
  return out
}

/**
 * Gradient of the log posterior with respect to φ, from that of the log likelihood with respect to b; the precision
 * without the terms from the curvature of b(φ).
 */
export function inCoordinates({ gradient, precision }: Slopes, phi: ArrayLike<number>): Slopes {
  const J = jacobianAt(phi)
  const out = { gradient: gradientIn(phi, gradient), precision: new Float64Array(P * P) }
  for (let k = 0; k < P; k++) {
    const away = hazardPrior.mean[k] - phi[k]
    const p = priorWeight(k, away)
    out.gradient[k] += p * away
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
