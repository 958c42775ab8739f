import type { Random } from '../../../model/random.ts'
import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'
import { P } from './hazard-likelihood.ts'
import type { HazardMode } from './hazard-mode.ts'

/** Degrees of freedom of the heavy-tailed proposal. */
const freedom = 8
/** Lower limit of the pivots of a covariance's Cholesky factor. */
const flat = 1e-14

/** A t distribution with 8 degrees of freedom over the coordinates of a hazard. */
export interface HazardProposal {
  /** Row-major, P per row. */
  draw(count: number, random: Random): Float64Array
  /** Log density up to a constant common to all proposals. @param at start of the row */
  logDensity(draws: Float64Array, at: number): number
}

export function proposalAbout({ mode, covariance }: Pick<HazardMode, 'mode' | 'covariance'>): HazardProposal {
  const L = new Float64Array(P * P)
  const halfLogDet = choleskyFactor(covariance, P, L, () => flat)
  const away = new Float64Array(P)
  const z = new Float64Array(P)
  return {
    draw(count, random) {
      const draws = new Float64Array(count * P)
      for (let i = 0; i < count; i++) {
        let chi = 0
        for (let k = 0; k < freedom; k++) chi += random.normal() ** 2
        const scale = Math.sqrt(freedom / chi)
        for (let k = 0; k < P; k++) z[k] = random.normal() * scale
        for (let r = 0; r < P; r++) {
          let v = mode[r]
          for (let c = 0; c <= r; c++) v += L[r * P + c] * z[c]
          draws[i * P + r] = v
        }
      }
      return draws
    },
    logDensity(draws, at) {
      for (let k = 0; k < P; k++) away[k] = draws[at + k] - mode[k]
      forwardSolve(L, P, away, 0, z)
      let square = 0
      for (let k = 0; k < P; k++) square += z[k] * z[k]
      return -halfLogDet - 0.5 * (freedom + P) * Math.log1p(square / freedom)
    },
  }
}
