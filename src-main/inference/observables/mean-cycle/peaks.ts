import { broaden } from '../../importance/broaden.ts'
import { factorOfCovariance } from '../../importance/cholesky.ts'
import type { Mixture } from '../../mixture.ts'
import { climb, type Peak } from './climb.ts'
import type { PosteriorWork } from './posterior-work.ts'
import { inverseOfSymmetric } from './solve-symmetric.ts'

/** How many peaks are kept, at most. */
const keptPeaks = 4
/** Peaks whose squared distance by the first one’s curvature is below this for each coordinate are the same one. */
const same = 1
/** A peak whose share of the posterior is below this is left to the wide components. */
const leastShare = 0.02
const degrees = 5
/** Laplace's ellipses are drawn a little wider: a posterior is seldom narrower than its peak. */
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

/** Different peaks that are reached from some points, the largest share of the posterior first; none where the model predicts nothing at any. */
export function climbAll(work: PosteriorWork, starts: readonly Float64Array[]): Peak[] {
  const D = work.target.dimension
  const peaks: Peak[] = []
  for (const start of starts) {
    const peak = climb(work, start)
    if (peak && !peaks.some((known) => distance(known, peak) < same * D)) peaks.push(peak)
  }
  return peaks.sort((a, b) => shareOf(b) - shareOf(a))
}

/** A Student t about each peak by its curvature (Laplace), with wider ones beside it. @returns null without peaks */
export function proposalOfPeaks(peaks: readonly Peak[]): Mixture | null {
  if (peaks.length === 0) return null
  const D = peaks[0].z.length
  const highest = shareOf(peaks[0])
  const kept = peaks.slice(0, keptPeaks).filter((peak) => shareOf(peak) > highest + Math.log(leastShare))
  return broaden(mixtureOf(kept, highest, D), spread, [
    { share: 0.15, width: 2.2 },
    { share: 0.05, width: 5 },
  ])
}

function mixtureOf(peaks: readonly Peak[], highest: number, D: number): Mixture {
  const weights = Float64Array.from(peaks, (peak) => Math.exp(shareOf(peak) - highest))
  const total = weights.reduce((a, b) => a + b, 0)
  const means = new Float64Array(peaks.length * D)
  const factors = new Float64Array(peaks.length * D * D)
  peaks.forEach(({ z, precision }, k) => {
    means.set(z, k * D)
    const covariance = inverseOfSymmetric(precision, D)
    const scale = Float64Array.from({ length: D }, (_, j) => covariance[j * D + j])
    factors.set(factorOfCovariance(covariance, scale, D), k * D * D)
  })
  return {
    dimension: D,
    components: peaks.length,
    degrees,
    weights: weights.map((w) => w / total),
    means,
    factors,
  }
}

/** Logarithm of a peak's share of the posterior, by Laplace, but for a constant. */
function shareOf({ logDensity, precision, z }: Peak): number {
  const D = z.length
  const covariance = inverseOfSymmetric(precision, D)
  const scale = Float64Array.from({ length: D }, (_, j) => covariance[j * D + j])
  const factor = factorOfCovariance(covariance, scale, D)
  let logDet = 0
  for (let j = 0; j < D; j++) logDet += Math.log(factor[j * D + j])
  return logDensity - logDet
}

/** Squared distance of two peaks by the first one's curvature. */
function distance({ z, precision }: Peak, other: Peak): number {
  const D = z.length
  let sum = 0
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) sum += (z[i] - other.z[i]) * precision[i * D + j] * (z[j] - other.z[j])
  }
  return sum
}
