/** At most so many samples are sorted for a quantile; evenly taken, they give it to a fraction of a per cent. */
const mostSorted = 40_000

/** An even choice of samples, sorted. */
export function sortedSample(x: ArrayLike<number>, from = 0, to = x.length): Float64Array {
  const stride = Math.max(1, Math.ceil((to - from) / mostSorted))
  const sample = new Float64Array(Math.ceil((to - from) / stride))
  for (let k = 0; k < sample.length; k++) sample[k] = x[from + k * stride]
  return sample.sort()
}

/** @param sorted ascending, not empty @param share 0 … 1 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1)
  const i = Math.floor(at)
  const next = Math.min(i + 1, sorted.length - 1)
  return sorted[i] + (at - i) * (sorted[next] - sorted[i])
}

export function median(x: ArrayLike<number>): number {
  return quantile(Float64Array.from(x).sort(), 0.5)
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
  for (let k = 0; k < d.length; k++) {
    const i = k * stride
    d[k] = x[i + 2] - 2 * x[i + 1] + x[i]
  }
  const rho = 0.8
  return robustDeviation(d.sort()) / Math.sqrt(2 * (1 - rho) * (3 - rho))
}
