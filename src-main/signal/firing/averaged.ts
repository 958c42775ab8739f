import { quantile, sortedSample } from '../robust.ts'

/** A stray sample counts for no more than one that is beyond this share of all. */
const strayShare = 0.005

/**
 * Samples within the range that all but strays are in, so that an artefact weighs no more than a spike does.
 * @returns null where none is there
 */
export function withoutStrays(x: ArrayLike<number>): Float64Array | null {
  const sorted = sortedSample(x)
  if (sorted.length === 0) return null
  const [low, high] = [quantile(sorted, strayShare), quantile(sorted, 1 - strayShare)]
  return Float64Array.from(x, (v) => Math.max(low, Math.min(high, v)))
}

/** Means of neighbours in pairs; of one where the other is missing (NaN), missing where both are. */
export function inPairs(x: Float64Array): Float64Array {
  const out = new Float64Array(x.length >> 1)
  for (let j = 0; j < out.length; j++) {
    const [a, b] = [x[2 * j], x[2 * j + 1]]
    out[j] = Number.isNaN(a) ? b : Number.isNaN(b) ? a : (a + b) / 2
  }
  return out
}
