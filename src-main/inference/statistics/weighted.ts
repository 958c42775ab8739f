import { type Curve, type Interval, intervalShares, type Summary } from '../../contract/common.ts'

/** Weighted values of one quantity, sorted once for repeated queries. */
export interface WeightedSample {
  /** Ascending. */
  values: Float64Array
  /** Cumulated weights, ending at 1. */
  cumulated: Float64Array
  mean: number
  sd: number
  /** Effective sample size. */
  ess: number
}

/** Sorts weighted values; points of weight 0 are omitted. @param weights summing to 1; equal where omitted */
export function weightedSample(values: Float64Array, weights?: Float64Array): WeightedSample {
  const equal = 1 / values.length
  const kept = new Uint32Array(values.length)
  let n = 0
  for (let i = 0; i < values.length; i++) if (!weights || weights[i] > 0) kept[n++] = i
  const { order, sorted } = ascending(values, kept.subarray(0, n))
  const cumulated = new Float64Array(n)
  let [sum, mean, squares] = [0, 0, 0]
  for (let rank = 0; rank < n; rank++) {
    const w = weights ? weights[order[rank]] : equal
    sum += w
    mean += w * sorted[rank]
    squares += w * w
    cumulated[rank] = sum
  }
  let variance = 0
  for (let rank = 0; rank < n; rank++) {
    const w = weights ? weights[order[rank]] : equal
    variance += w * (sorted[rank] - mean) ** 2
  }
  return { values: sorted, cumulated, mean, sd: Math.sqrt(variance), ess: 1 / squares }
}

/**
 * Values in order with their indices, equal ones in their own: each looks up its place among the sorted values, which
 * takes a fraction of the time of sorting by a comparison.
 */
function ascending(values: Float64Array, indices: Uint32Array): { order: Uint32Array; sorted: Float64Array } {
  const n = indices.length
  const sorted = new Float64Array(n)
  for (let k = 0; k < n; k++) sorted[k] = values[indices[k]]
  sorted.sort()
  const taken = new Uint32Array(n)
  const order = new Uint32Array(n)
  for (let k = 0; k < n; k++) {
    const value = values[indices[k]]
    let low = 0
    let high = n - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] < value) low = middle + 1
      else high = middle
    }
    order[low + taken[low]++] = indices[k]
  }
  return { order, sorted }
}

/** Quantile p, by linear interpolation of mid-weights between draws. */
export function quantile({ values, cumulated }: WeightedSample, p: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (midWeight(cumulated, middle) < p) low = middle + 1
    else high = middle
  }
  if (low === 0) return values[0]
  const [a, b] = [midWeight(cumulated, low - 1), midWeight(cumulated, low)]
  const t = b > a ? Math.min(1, Math.max(0, (p - a) / (b - a))) : 1
  return values[low - 1] + t * (values[low] - values[low - 1])
}

function midWeight(cumulated: Float64Array, i: number): number {
  return 0.5 * (cumulated[i] + (i > 0 ? cumulated[i - 1] : 0))
}

export function summarize(sample: WeightedSample): Summary {
  return {
    mean: sample.mean,
    sd: sample.sd,
    q05: quantile(sample, 0.05),
    q50: quantile(sample, 0.5),
    q95: quantile(sample, 0.95),
  }
}

/** The report's central credible intervals, with equal tails. */
export function centralIntervals(sample: WeightedSample): Interval[] {
  return intervalShares.map((share) => ({
    share,
    from: quantile(sample, (1 - share) / 2),
    to: quantile(sample, (1 + share) / 2),
  }))
}

/**
 * Kernel density at 128 points, with a Gaussian kernel of Silverman's bandwidth, reflected at the limits to avoid
 * boundary bias. The points span all but a thousandth of the weight: single outlying draws, as from a heavy-tailed
 * proposal, would otherwise leave few points where the density is.
 */
export function densityCurve(sample: WeightedSample, lower: number, upper: number): Curve {
  const bins = 128
  const spread = Math.min(sample.sd, (quantile(sample, 0.75) - quantile(sample, 0.25)) / 1.349) || sample.sd
  const width = Math.max(0.9 * spread * sample.ess ** -0.2, 1e-9 * (upper - lower))
  const from = Math.max(lower, quantile(sample, leftOut / 2) - 3 * width)
  const to = Math.min(upper, quantile(sample, 1 - leftOut / 2) + 3 * width)
  const step = (to - from) / (bins - 1)
  // Binned on a fine grid first, so that the kernel's cost does not depend on the number of draws.
  const fine = new Float64Array(bins)
  let previous = 0
  sample.values.forEach((v, i) => {
    const w = sample.cumulated[i] - previous
    previous = sample.cumulated[i]
    if (v < from || v > to) return
    const position = Math.min(bins - 1.000001, (v - from) / step)
    const cell = Math.floor(position)
    fine[cell] += w * (cell + 1 - position)
    fine[cell + 1] += w * (position - cell)
  })
  const x = Array.from({ length: bins }, (_, i) => from + i * step)
  // 0 from there on anyway: most reflections at the limits are that far away.
  const far = 39 * width
  const kernel = (d: number): number => (Math.abs(d) > far ? 0 : Math.exp(-0.5 * (d / width) ** 2))
  const y = x.map((at) => {
    let sum = 0
    x.forEach((centre, i) => {
      if (fine[i] === 0) return
      sum +=
        fine[i] *
        (kernel(at - centre) + kernel(at - (2 * lower - centre)) + kernel(at - (2 * upper - centre)))
    })
    return sum
  })
  const area = (y.reduce((s, v) => s + v, 0) - 0.5 * (y[0] + y[bins - 1])) * step
  return { x, y: y.map((v) => v / area) }
}
const leftOut = 0.001
