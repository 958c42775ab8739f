/** At most so many samples are sorted for a quantile; evenly taken, they give it to a fraction of a per cent. */
const mostSorted = 40_000

/** An even choice of samples, sorted, without those that are missing. */
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

/** Of those that are there; NaN where none is. */
export function median(x: ArrayLike<number>): number {
  const present = Float64Array.from(x).filter((v) => !Number.isNaN(v))
  return present.length === 0 ? Number.NaN : quantile(present.sort(), 0.5)
}

/** Standard deviation about the median, from the median deviation. @param sorted ascending, not empty */
export function robustDeviation(sorted: Float64Array): number {
  const center = quantile(sorted, 0.5)
  return 1.4826 * median(sorted.map((v) => Math.abs(v - center)))
}

/**
 * Standard deviation of the fast noise on a trace, from its second differences, on which slopes and rare spikes
 * do not count. Right for AR(1) noise with a correlation of 0.8 from sample to sample; within a factor of 2 between
 * 0.4 and 0.95.
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
