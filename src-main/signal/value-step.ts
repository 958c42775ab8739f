/** Values closer than this share of the range are equal: rounding after resampling. */
const same = 1e-6
/** A trace with more distinct values than this share of its samples has no digitization step. */
const mostValues = 0.5

/** Digitization step of a trace; 0 where it has none. */
export function stepOf(observed: ArrayLike<number>): number {
  const sorted = Float64Array.from(observed)
    .filter((v) => !Number.isNaN(v))
    .sort()
  const within = same * (sorted[sorted.length - 1] - sorted[0])
  let [values, least] = [1, Number.POSITIVE_INFINITY]
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i] - sorted[i - 1]
    if (gap <= within) continue
    values++
    least = Math.min(least, gap)
  }
  return values > 1 && values <= mostValues * sorted.length ? least : 0
}
