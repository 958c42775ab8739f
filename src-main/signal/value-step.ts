/** Neighbouring values closer than this share of the range are one: what rounding leaves after a resampling. */
const same = 1e-6
/** A trace with more different values than this share of its samples does not go in steps. */
const mostValues = 0.5

/** The step between the values that a digitized trace takes; 0 where it goes in none. */
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
