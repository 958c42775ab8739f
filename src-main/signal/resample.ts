/** How samples were resampled to the model's grid. */
export type Resampling = 'none' | 'everyNth' | 'filtered' | 'interpolation'

/** Half-length of the filter, in grid points. */
const reach = 10
/** Transition band: this share below to this share above half the grid's rate. */
const rollOff = 0.25
/** Kaiser's β of the filter's window. */
const fading = 2
/** A point is missing below this share of the filter's squared weights. */
const leastShare = 0.5

/**
 * Resamples to `points` values from sample `first` on, `step` samples apart. Denser samples are filtered: root raised
 * cosine, −3 dB at half the grid's rate, less than 0.02 dB off up to 70 % of it, −48 dB from 130 % on
 * (test/signal/resample.test.ts), an anti-aliasing filter that keeps white noise white. Otherwise linear interpolation.
 * Points with too few samples present are NaN.
 */
export function resample(
  samples: Float64Array,
  first: number,
  step: number,
  points: number,
): { values: Float64Array; how: Resampling } {
  if (isWhole(step, points) && Math.round(step) === 1) {
    return { values: samples.slice(first, first + points), how: 'none' }
  }
  const filtered = step > 1
  const values = Float64Array.from({ length: points }, (_, j) => {
    const at = first + j * step
    return filtered ? filter(samples, at, step) : interpolate(samples, at)
  })
  return { values, how: filtered ? 'filtered' : 'interpolation' }
}

/** Every nth sample unchanged: AR(1) noise stays AR(1). */
export function everyNth(samples: Float64Array, first: number, n: number, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, j) => samples[first + j * n])
}

/** Whether steps of this many samples stay on the samples over all points. */
export function isWhole(step: number, points: number): boolean {
  return Math.round(step) >= 1 && Math.abs(step - Math.round(step)) * points < 0.5
}

/** Weighted mean about a position; missing samples, and those beyond the recording's ends, are left out. */
function filter(x: Float64Array, at: number, step: number): number {
  const from = Math.max(0, Math.ceil(at - reach * step))
  const to = Math.min(x.length - 1, Math.floor(at + reach * step))
  let [sum, weights, present, all] = [0, 0, 0, 0]
  for (let i = from; i <= to; i++) {
    const w = weight((i - at) / step)
    all += w * w
    if (Number.isNaN(x[i])) continue
    sum += w * x[i]
    weights += w
    present += w * w
  }
  return present >= leastShare * all ? sum / weights : Number.NaN
}

/** Filter weight at a distance in grid points; from a table, accurate to 1e-6. */
function weight(t: number): number {
  table ??= Float64Array.from({ length: reach * perPoint + 2 }, (_, k) => {
    const at = k / perPoint
    return rootRaisedCosine(at) * kaiser(at / reach)
  })
  const at = Math.abs(t) * perPoint
  const k = Math.floor(at)
  return table[k] + (at - k) * (table[k + 1] - table[k])
}

let table: Float64Array | undefined
const perPoint = 1024

/** Its integer translates are orthogonal, which keeps white noise white. */
function rootRaisedCosine(t: number): number {
  const a = rollOff
  if (Math.abs(t) < 1e-8) return 1 - a + (4 * a) / Math.PI
  if (Math.abs(Math.abs(4 * a * t) - 1) < 1e-8) {
    const angle = Math.PI / (4 * a)
    return (a / Math.SQRT2) * ((1 + 2 / Math.PI) * Math.sin(angle) + (1 - 2 / Math.PI) * Math.cos(angle))
  }
  const turn = Math.PI * t
  return (Math.sin(turn * (1 - a)) + 4 * a * t * Math.cos(turn * (1 + a))) / (turn * (1 - (4 * a * t) ** 2))
}

/** @param x −1 … 1 */
function kaiser(x: number): number {
  return bessel0(fading * Math.sqrt(Math.max(0, 1 - x * x))) / bessel0(fading)
}

/** Modified Bessel function of order 0, by its series. */
function bessel0(x: number): number {
  let [term, sum] = [1, 1]
  for (let k = 1; term > 1e-16 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function interpolate(x: Float64Array, at: number): number {
  const i = Math.min(x.length - 1, Math.floor(at))
  const share = at - i
  // On a sample, to rounding: its neighbour, perhaps missing, has no effect.
  if (share < 1e-9) return x[i]
  return x[i] + share * (x[Math.min(x.length - 1, i + 1)] - x[i])
}
