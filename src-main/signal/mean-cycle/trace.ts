/** A stretch of membrane potential from which mean cycles are read. */
export interface VoltageTrace {
  /** mV; NaN where one is missing. */
  samples: Float64Array
  /** ms between samples. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
}

/** A parabola is fitted where this many samples are in reach on each side; otherwise a curve interpolates. */
const fewestFitted = 2

/**
 * Membrane potential (mV) between samples. Where sampling is dense, a local parabola with Epanechnikov weights over the
 * samples within reach, which averages noise; elsewhere modified Akima interpolation, which does not overshoot at a
 * spike's foot.
 * @param time ms on the recording's clock @param reach ms; over which a parabola is adequate
 * @returns NaN outside the trace, and where a required sample is missing
 */
export function potentialAt(trace: VoltageTrace, time: number, reach: number): number {
  const { samples, samplingInterval, start } = trace
  const at = (time - start) / samplingInterval
  if (!(at >= 0 && at <= samples.length - 1)) return Number.NaN
  const span = reach / samplingInterval
  return span >= fewestFitted + 0.5 ? fitted(samples, at, span) : through(samples, at)
}

/** Value at `at` of the weighted parabola over at ± span, in samples. */
function fitted(x: Float64Array, at: number, span: number): number {
  const from = Math.max(0, Math.ceil(at - span))
  const to = Math.min(x.length - 1, Math.floor(at + span))
  let [s0, s1, s2, s3, s4, y0, y1, y2] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = from; i <= to; i++) {
    const u = (i - at) / span
    const w = 1 - u * u
    const v = x[i]
    const wu = w * u
    const wuu = wu * u
    s0 += w
    s1 += wu
    s2 += wuu
    s3 += wuu * u
    s4 += wuu * u * u
    y0 += w * v
    y1 += wu * v
    y2 += wuu * v
  }
  // Cramer's rule for the constant term.
  const a = s2 * s4 - s3 * s3
  const b = s1 * s4 - s2 * s3
  const c = s1 * s3 - s2 * s2
  return (y0 * a - y1 * b + y2 * c) / (s0 * a - s1 * b + s2 * c)
}

/** Modified Akima interpolation; slopes are continued at the ends of the trace. */
function through(x: Float64Array, at: number): number {
  const i = Math.min(x.length - 2, Math.floor(at))
  const share = at - i
  if (share < 1e-9) return x[i]
  const slope = (k: number): number => {
    const j = Math.max(0, Math.min(x.length - 2, k))
    return x[j + 1] - x[j]
  }
  const m = [slope(i - 2), slope(i - 1), slope(i), slope(i + 1), slope(i + 2)]
  const left = akima(m[0], m[1], m[2], m[3])
  const right = akima(m[1], m[2], m[3], m[4])
  const s2 = share * share
  const s3 = s2 * share
  return (
    x[i] * (2 * s3 - 3 * s2 + 1) +
    left * (s3 - 2 * s2 + share) +
    x[i + 1] * (3 * s2 - 2 * s3) +
    right * (s3 - s2)
  )
}

/** Slope between the second and the third of four segments. */
function akima(a: number, b: number, c: number, d: number): number {
  const w1 = Math.abs(d - c) + Math.abs(d + c) / 2
  const w2 = Math.abs(b - a) + Math.abs(b + a) / 2
  return w1 + w2 === 0 ? 0 : (w1 * b + w2 * c) / (w1 + w2)
}

/** Running mean over about 0.1 ms where sampling is denser than that; else the samples unchanged. */
export function smoothed({ samples, samplingInterval }: VoltageTrace): Float64Array {
  const half = Math.floor(0.04 / samplingInterval)
  if (half === 0) return samples
  const out = new Float64Array(samples.length).fill(Number.NaN)
  let [sum, count] = [0, 0]
  const add = (i: number, sign: number): void => {
    if (i < 0 || i >= samples.length || Number.isNaN(samples[i])) return
    sum += sign * samples[i]
    count += sign
  }
  for (let i = 0; i < half; i++) add(i, 1)
  for (let i = 0; i < samples.length; i++) {
    add(i + half, 1)
    add(i - half - 1, -1)
    if (!Number.isNaN(samples[i])) out[i] = sum / count
  }
  return out
}
