import { choleskyFactor } from '../../signal/statistics/cholesky.ts'
import { inverseOfSymmetric } from '../../signal/statistics/solve-symmetric.ts'
import { broaden } from '../importance/broaden.ts'
import { factorOfCovariance } from '../importance/cholesky.ts'
import type { Mixture } from '../mixture.ts'
import { findMode, type Mode } from './find-mode.ts'
import type { PosteriorWork } from './posterior-work.ts'

/** Maximum number of modes. */
const keptModes = 4
/** Modes whose squared distance by the first one’s curvature is below this per coordinate count as the same. */
const same = 1
/** A mode whose share of the posterior is below this is left to the wide components. */
const leastShare = 0.02
const degrees = 5
/** Laplace's ellipsoids are widened by this factor: a posterior is seldom narrower than its Laplace approximation. */
const spread = 1.25

/** The most probable of some points, at most `most` of them. @param z n × D */
export function startsFrom(
  { target }: PosteriorWork,
  z: Float64Array,
  n: number,
  most: number,
): Float64Array[] {
  const D = target.dimension
  const density = new Float64Array(n)
  target.logDensity(z, n, density, new Float64Array(n * target.extra))
  return Array.from(density.keys())
    .filter((k) => Number.isFinite(density[k]))
    .sort((a, b) => density[b] - density[a])
    .slice(0, most)
    .map((k) => z.slice(k * D, (k + 1) * D))
}

/**
 * Distinct modes reached from some points, the largest share of the posterior first; none where the model predicts
 * nothing at any.
 */
export function findModes(work: PosteriorWork, starts: readonly Float64Array[]): Mode[] {
  const D = work.target.dimension
  const modes: Mode[] = []
  for (const start of starts) {
    const mode = findMode(work, start)
    if (mode && !modes.some((known) => distance(known, mode) < same * D)) modes.push(mode)
  }
  return modes.sort((a, b) => shareOf(b) - shareOf(a))
}

/** A Student t about each mode by its curvature (Laplace), with wider ones beside it. @returns null without modes */
export function proposalOfModes(modes: readonly Mode[]): Mixture | null {
  if (modes.length === 0) return null
  const D = modes[0].z.length
  const highest = shareOf(modes[0])
  const kept = modes.slice(0, keptModes).filter((mode) => shareOf(mode) > highest + Math.log(leastShare))
  return broaden(mixtureOf(kept, highest, D), spread, [
    { share: 0.15, width: 2.2 },
    { share: 0.05, width: 5 },
  ])
}

function mixtureOf(modes: readonly Mode[], highest: number, D: number): Mixture {
  const weights = Float64Array.from(modes, (mode) => Math.exp(shareOf(mode) - highest))
  const total = weights.reduce((a, b) => a + b, 0)
  const means = new Float64Array(modes.length * D)
  const factors = new Float64Array(modes.length * D * D)
  modes.forEach(({ z, precision }, k) => {
    means.set(z, k * D)
    const covariance = inverseOfSymmetric(precision, D)
    const scale = Float64Array.from({ length: D }, (_, j) => covariance[j * D + j])
    factors.set(factorOfCovariance(covariance, scale, D), k * D * D)
  })
  return {
    dimension: D,
    components: modes.length,
    degrees,
    weights: weights.map((w) => w / total),
    means,
    factors,
  }
}

/** Logarithm of a mode's share of the posterior, by Laplace's approximation, up to a constant. */
function shareOf({ logDensity, precision, z }: Mode): number {
  const D = z.length
  return logDensity - choleskyFactor(precision, D, new Float64Array(D * D))
}

/** Squared distance of two modes by the first one's curvature. */
function distance({ z, precision }: Mode, other: Mode): number {
  const D = z.length
  let sum = 0
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) sum += (z[i] - other.z[i]) * precision[i * D + j] * (z[j] - other.z[j])
  }
  return sum
}
