/**
 * Statistics of a trace's fast fluctuations, which identify σ and ρ: mean squared differences at short lags and their
 * correlation, each also winsorized, so that spikes do not dominate the noise. For AR(1) noise alone the variance of
 * a difference at lag k is 2 s² (1 − ρᵏ).
 */
const lags = [1, 2, 3, 4, 8]
const correlations = 3
export const statisticsCount = lags.length * 3 + correlations

/** Writes the statistics of trace[from … from+n) to out[at … at+statisticsCount). */
export function traceStatistics(
  trace: Float32Array,
  from: number,
  n: number,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const end = from + n
  const limits = new Float64Array(lags.length).fill(Number.POSITIVE_INFINITY)
  const squares = new Float64Array(lags.length)
  for (let pass = 0; pass < 3; pass++) {
    meanSquareDifferences(trace, from, end, limits, squares)
    for (let l = 0; l < lags.length; l++) {
      out[at + 3 * l + pass] = Math.log(squares[l] + tiny)
      if (pass < 2) limits[l] = 4 * squares[l]
    }
  }
  const p = at + 3 * lags.length
  for (let k = 1; k <= correlations; k++)
    out[p + k - 1] = differenceCorrelation(trace, from, end, k, Math.sqrt(limits[0]))
}

/** Keeps the logarithm finite for a constant trace. */
const tiny = 1e-12

/** Mean of min(difference², limit) for each lag (1, 2, 3, 4, 8); a single unrolled pass, for speed. */
function meanSquareDifferences(
  x: Float32Array,
  from: number,
  end: number,
  limits: Float64Array,
  out: Float64Array,
): void {
  const [l1, l2, l3, l4, l8] = limits
  let [s1, s2, s3, s4, s8] = [0, 0, 0, 0, 0]
  const start = from + 8
  for (let i = start; i < end; i++) {
    const v = x[i]
    const d1 = v - x[i - 1]
    const d2 = v - x[i - 2]
    const d3 = v - x[i - 3]
    const d4 = v - x[i - 4]
    const d8 = v - x[i - 8]
    s1 += Math.min(d1 * d1, l1)
    s2 += Math.min(d2 * d2, l2)
    s3 += Math.min(d3 * d3, l3)
    s4 += Math.min(d4 * d4, l4)
    s8 += Math.min(d8 * d8, l8)
  }
  const n = end - start
  out[0] = s1 / n
  out[1] = s2 / n
  out[2] = s3 / n
  out[3] = s4 / n
  out[4] = s8 / n
}

/** Correlation at lag k of first differences, each clipped at ±limit. */
function differenceCorrelation(x: Float32Array, from: number, end: number, k: number, limit: number): number {
  let product = 0
  let square = 0
  for (let i = from + 1 + k; i < end; i++) {
    const a = clip(x[i] - x[i - 1], limit)
    const b = clip(x[i - k] - x[i - k - 1], limit)
    product += a * b
    square += a * a
  }
  return product / (square + tiny)
}

function clip(d: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, d))
}
