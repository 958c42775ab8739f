import { quantile, sortedSample } from '../robust.ts'

/** Outliers beyond this share of all samples are limited. */
const strayShare = 0.005

/**
 * Clips samples to the range of all but outliers, so that an artefact weighs no more than a spike.
 * @returns null where no sample is present
 */
export function withoutStrays(x: ArrayLike<number>): Float64Array | null {
  const sorted = sortedSample(x)
  if (sorted.length === 0) return null
  const [low, high] = [quantile(sorted, strayShare), quantile(sorted, 1 - strayShare)]
  const clipped = new Float64Array(x)
  for (let i = 0; i < clipped.length; i++) clipped[i] = Math.max(low, Math.min(high, clipped[i]))
  return clipped
}

/** Means of adjacent pairs; of one sample where the other is missing (NaN), NaN where both are. */
export function inPairs(x: Float64Array): Float64Array {
  const out = new Float64Array(x.length >> 1)
  for (let j = 0; j < out.length; j++) {
    const [a, b] = [x[2 * j], x[2 * j + 1]]
    out[j] = Number.isNaN(a) ? b : Number.isNaN(b) ? a : (a + b) / 2
  }
  return out
}
