/** Samples sorted for a quantile at most; evenly chosen, they give it to a fraction of a per cent. */
const mostSorted = 40_000

/** An evenly chosen, sorted subsample without missing values. */
export function sortedSample(x: ArrayLike<number>, from = 0, to = x.length, most = mostSorted): Float64Array {
  const stride = Math.max(1, Math.ceil((to - from) / most))
  const sample = new Float64Array(Math.max(0, Math.ceil((to - from) / stride)))
  let count = 0
  for (let i = from; i < to; i += stride) if (!Number.isNaN(x[i])) sample[count++] = x[i]
  return sample.subarray(0, count).sort()
}

/** @param sorted ascending, not empty @param share 0 … 1 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1)
  const i = Math.floor(at)
  const next = Math.min(i + 1, sorted.length - 1)
  return sorted[i] + (at - i) * (sorted[next] - sorted[i])
}

/** Of the values present; NaN where there is none. */
export function median(x: ArrayLike<number>): number {
  const present = new Float64Array(x.length)
  let count = 0
  for (let i = 0; i < x.length; i++) if (!Number.isNaN(x[i])) present[count++] = x[i]
  return count === 0 ? Number.NaN : middleOf(present.subarray(0, count))
}

/**
 * The median of the values below a level in [from, to); NaN where there is none. Evenly chosen ones of very many.
 */
export function medianBelow(x: ArrayLike<number>, from: number, to: number, level: number): number {
  const stride = Math.max(1, Math.ceil((to - from) / mostSorted))
  const below = new Float64Array(Math.max(0, Math.ceil((to - from) / stride)))
  let count = 0
  for (let i = from; i < to; i += stride) if (x[i] < level) below[count++] = x[i]
  return count === 0 ? Number.NaN : middleOf(below.subarray(0, count))
}

/** The median by selection; reorders x. @param x not empty, nothing missing */
function middleOf(x: Float64Array): number {
  const place = (x.length - 1) >> 1
  select(x, place)
  if (x.length % 2 === 1) return x[place]
  return x[place] + 0.5 * (leastFrom(x, place + 1) - x[place])
}

/** The smallest value in [from, n). */
export function leastFrom(x: Float64Array | Float32Array, from: number): number {
  let least = x[from]
  for (let i = from + 1; i < x.length; i++) if (x[i] < least) least = x[i]
  return least
}

/**
 * Selection (Hoare 1961): reorders x[from, n) so that x[place] is what sorting would put there, with smaller values
 * before it and larger ones after it.
 * @param x nothing missing
 */
export function select(x: Float64Array | Float32Array, place: number, from = 0): void {
  let to = x.length - 1
  while (from < to) {
    const pivot = x[(from + to) >> 1]
    let [i, j] = [from, to]
    while (i <= j) {
      while (x[i] < pivot) i++
      while (x[j] > pivot) j--
      if (i > j) break
      const swap = x[i]
      x[i++] = x[j]
      x[j--] = swap
    }
    if (place <= j) to = j
    else if (place >= i) from = i
    else return
  }
}

/** Standard deviation about the median, from the median absolute deviation. @param sorted ascending, not empty */
export function robustDeviation(sorted: Float64Array): number {
  const center = quantile(sorted, 0.5)
  return 1.4826 * median(sorted.map((v) => Math.abs(v - center)))
}

/**
 * Standard deviation of the fast noise on a trace, from its second differences, robust to slopes and rare spikes. Exact
 * for AR(1) noise with a lag-1 correlation of 0.8; within a factor of 2 between 0.4 and 0.95.
 */
export function fastNoise(x: ArrayLike<number>): number {
  if (x.length < 3) return 0
  const stride = Math.max(1, Math.ceil((x.length - 2) / mostSorted))
  const d = new Float64Array(Math.ceil((x.length - 2) / stride))
  let count = 0
  for (let i = 0; i + 2 < x.length; i += stride) {
    const second = x[i + 2] - 2 * x[i + 1] + x[i]
    if (!Number.isNaN(second)) d[count++] = second
  }
  if (count === 0) return 0
  const rho = 0.8
  return robustDeviation(d.subarray(0, count).sort()) / Math.sqrt(2 * (1 - rho) * (3 - rho))
}
