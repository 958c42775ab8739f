import type { Random } from '../../../model/random.ts'
import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'
import { P } from './hazard-likelihood.ts'
import type { HazardMode } from './hazard-mode.ts'

/** Of the heavy-tailed proposal. */
const freedom = 8
/** Below which no pivot of a covariance's factor goes. */
const flat = 1e-14

/** A t distribution with 8 degrees of freedom over the coordinates of a hazard. */
export interface HazardProposal {
  /** Row-major, P a row. */
  draw(count: number, random: Random): Float64Array
  /** Log of its density, but for a constant that all proposals share. @param at where the row begins */
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
