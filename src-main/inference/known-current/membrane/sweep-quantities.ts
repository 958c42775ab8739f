import type { SweepFit } from './sweep-fits.ts'
import { taus } from './sweep-sums.ts'

/** A single sweep's posterior of a quantity. */
export interface Estimate {
  mean: number
  sd: number
}

/** GΩ, mV, and logarithms of ms and nF (ms/GΩ is pF). */
export interface SweepQuantities {
  rIn: Estimate
  rs: Estimate
  logTau: Estimate
  logCapacitance: Estimate
  /** Potential without injected current. */
  e: Estimate
  /**
   * Potential at the holding current, which the sweep itself measures: with the whole slow part, as holding has
   * lasted long enough.
   */
  held: Estimate
  /** Slow part of the input resistance, as far as it develops during the current. */
  slow: Estimate
}

/** Interpolated points between two τ of the grid: the posterior of a good sweep is narrower than the grid. */
const finer = 12
/** Points with a log evidence this far below the best are skipped. */
const lost = -14

/**
 * The moments of a sweep's posterior over τ and the weights.
 * @param seen share of the slow part that develops during the current, 0 … 1
 * @param rest mV, added to E
 * @param holding pA
 */
export function sweepQuantities(
  { logEvidence, fits }: SweepFit,
  seen: number,
  rest: number,
  holding: number,
): SweepQuantities {
  const kinds = 7
  const sums = { weight: 0, mean: new Float64Array(kinds), square: new Float64Array(kinds) }
  const last = fits.length - 1
  const step = Math.log(taus[1] / taus[0])
  // For each τ of the grid: mean and variance of each quantity.
  const nodes = fits.map(({ mean, covariance }, j) => {
    const K = mean.length
    const along = (v: readonly number[]): Estimate => {
      let [m, s] = [0, 0]
      for (let a = 0; a < K; a++) {
        m += v[a] * mean[a]
        for (let b = 0; b < K; b++) s += v[a] * covariance[a * K + b] * v[b]
      }
      return { mean: m, sd: Math.sqrt(Math.max(0, s)) }
    }
    const r = along([0, 0, 1, 0])
    // A resistance not clearly above 0 has no logarithm: its sd is used instead.
    const kept = Math.max(r.mean, r.sd, 1e-4)
    return [
      along([0, 1, 1, seen]),
      along([0, 1, 0, 0]),
      { mean: Math.log(taus[j]), sd: 0 },
      { mean: Math.log(taus[j] / kept), sd: r.sd / kept },
      along([1, 0, 0, 0]),
      along([0, 0, 0, seen]),
      along([1, holding, holding, holding]),
    ]
  })
  for (let i = 0; i <= last * finer; i++) {
    const j = Math.min(last - 1, Math.floor(i / finer))
    const share = i / finer - j
    const log = cubic(logEvidence, j, share, last)
    if (!(log > lost)) continue
    const weight = Math.exp(log)
    sums.weight += weight
    for (let k = 0; k < kinds; k++) {
      const [a, b] = [nodes[j][k], nodes[j + 1][k]]
      const mean = a.mean + share * (b.mean - a.mean)
      const variance = a.sd ** 2 + share * (b.sd ** 2 - a.sd ** 2)
      sums.mean[k] += weight * mean
      sums.square[k] += weight * (mean * mean + variance)
    }
  }
  const [rIn, rs, logTau, logCapacitance, e, slow, held] = Array.from(sums.mean, (sum, k): Estimate => {
    const mean = sum / sums.weight
    return { mean, sd: Math.sqrt(Math.max(0, sums.square[k] / sums.weight - mean * mean)) }
  })
  // A narrower posterior is unresolved: its sd is at least half a step of the finer grid.
  const least = step / finer / 2
  return {
    rIn,
    rs,
    logTau: { mean: logTau.mean, sd: Math.max(logTau.sd, least) },
    logCapacitance,
    e: { mean: e.mean + rest, sd: e.sd },
    held: { mean: held.mean + rest, sd: held.sd },
    slow,
  }
}

/** Cubic interpolation between indices j and j + 1, through the four points about them. */
function cubic(y: Float64Array, j: number, t: number, last: number): number {
  const [b, c] = [y[j], y[j + 1]]
  const a = j > 0 ? y[j - 1] : 3 * b - 3 * c + y[Math.min(last, j + 2)]
  const d = j + 2 <= last ? y[j + 2] : 3 * c - 3 * b + a
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}
