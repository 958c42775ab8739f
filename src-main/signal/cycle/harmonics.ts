import { power } from '../statistics/periodogram.ts'
import { bins, harmonicsOfBins, mostHarmonics, seriesAtBins } from './fourier.ts'

/**
 * A trace as a periodic signal in autocorrelated noise: d_i ≈ mean + Σ_k |c_k| cos(2π k f (i − centre) + arg c_k).
 * Removes unknown voltage scale, time scale and phase, so that cycle shapes can be compared.
 */
export interface Harmonics {
  /** Cycles per sample. */
  frequency: number
  mean: number
  /** Real and imaginary parts of c_1 … c_K; 0 above the Nyquist frequency. */
  re: Float64Array
  im: Float64Array
  /** Marginal standard deviation of the noise, and its lag-1 correlation. */
  s: number
  rho: number
  /** Standard errors of the frequency, and of the phase (cycles) at the centre. */
  frequencyError: number
  phaseError: number
  /** Phase of the series (0 … 1, 0 at the centre of the trace) at which it rises through the middle of its range. */
  upstroke: number
  /** Residual autocorrelations at lags 1 and 2, after the periodic signal and AR(1) noise. */
  left: [number, number]
}

/** Fewest cycles in a trace, and samples in a cycle. */
const fewestCycles = 2.5
const shortestCycle = 20
/** Approximate number of points used by the coarse search. */
const coarsePoints = 128
/** Harmonics in each refinement of the frequency: more are sharper, but converge from a smaller distance. */
const refinements = [1, 1, 2, 4, 8]
const sweepsWhitened = 4

/**
 * Least-squares fit of frequency and coefficients together (Gauss–Newton), first assuming white noise, then on the
 * trace whitened by the estimated noise. Each pass treats harmonics as orthogonal; repeated passes correct for it. NaN
 * samples are ignored.
 * @param count K, at most 32 @returns null where the trace is constant
 */
export function findHarmonics(
  trace: ArrayLike<number>,
  from: number,
  n: number,
  count: number,
): Harmonics | null {
  const x = new Float64Array(n)
  let [sum, known] = [0, 0]
  for (let i = 0; i < n; i++) {
    x[i] = trace[from + i]
    if (!Number.isNaN(x[i])) {
      sum += x[i]
      known++
    }
  }
  const mean = sum / known
  let power = 0
  for (let i = 0; i < n; i++) {
    x[i] -= mean
    if (!Number.isNaN(x[i])) power += x[i] * x[i]
  }
  if (!(power > 1e-20 * Math.max(1, mean * mean) * known)) return null

  const fit: SeriesFit = {
    frequency: coarseFrequency(x),
    mean: 0,
    re: new Float64Array(count),
    im: new Float64Array(count),
    residual: new Float64Array(n),
    curvature: 0,
    steepness: 0,
  }
  const used = (limit: number): number =>
    Math.min(limit, count, Math.max(1, Math.floor(0.45 / fit.frequency)))
  for (const limit of refinements) improve(fit, x, used(limit))
  for (let k = 0; k < 2; k++) improve(fit, x, used(count))

  const rho = clamp(lagCorrelation(fit.residual, 1))
  const white = new Float64Array(n).fill(Number.NaN)
  for (let i = 1; i < n; i++) white[i] = x[i] - rho * x[i - 1]
  const K = used(count)
  rotate(fit, rho, K, false)
  fit.mean *= 1 - rho
  for (let k = 0; k < sweepsWhitened; k++) improve(fit, white, K)
  const left: [number, number] = [lagCorrelation(fit.residual, 1), lagCorrelation(fit.residual, 2)]
  let [squares, count2] = [0, 0]
  for (const e of fit.residual) {
    if (Number.isNaN(e)) continue
    squares += e * e
    count2++
  }
  rotate(fit, rho, K, true)
  const innovation = Math.sqrt(squares / Math.max(1, count2 - 2 * K - 2))
  return {
    frequency: fit.frequency,
    mean: mean + fit.mean / (1 - rho),
    re: fit.re,
    im: fit.im,
    s: innovation / Math.sqrt(1 - rho * rho),
    rho,
    frequencyError: innovation / Math.sqrt(fit.curvature),
    phaseError: innovation / Math.sqrt(fit.steepness),
    upstroke: upstrokeOf(fit, K),
    left,
  }
}

interface SeriesFit {
  frequency: number
  mean: number
  re: Float64Array
  im: Float64Array
  residual: Float64Array
  /** Sums of squares of the derivatives with respect to frequency and phase. */
  curvature: number
  steepness: number
}

/** Buffers, reused by each pass. */
const work = {
  series: new Float64Array(bins + 1),
  sums: new Float64Array(bins + 1),
  changeRe: new Float64Array(mostHarmonics),
  changeIm: new Float64Array(mostHarmonics),
}

/** The frequency with the largest amplitude: a neuron's cycle is strongest in its first harmonic. */
function coarseFrequency(x: Float64Array): number {
  const block = Math.max(1, Math.floor(x.length / coarsePoints))
  const m = Math.floor(x.length / block)
  const y = new Float64Array(m)
  for (let j = 0; j < m; j++) {
    for (let i = j * block; i < (j + 1) * block; i++) if (!Number.isNaN(x[i])) y[j] += x[i]
  }
  const most = x.length / Math.max(shortestCycle, 2.5 * block)
  const amplitude = (cycles: number): number => power(y, cycles / m)
  let [best, height] = [fewestCycles, -1]
  for (let cycles = fewestCycles; cycles <= most; cycles += 0.5) {
    const found = amplitude(cycles)
    if (found > height) [best, height] = [cycles, found]
  }
  const [before, after] = [amplitude(best - 0.25), amplitude(best + 0.25)]
  const bend = before - 2 * height + after
  const shift = bend < 0 ? (0.125 * (before - after)) / bend : 0
  return (best + Math.max(-0.25, Math.min(0.25, shift))) / (m * block)
}

/**
 * One Gauss–Newton pass over the first K harmonics and the frequency. Leaves the residual from before the update. Sums
 * over samples use phase bins, which is six times faster.
 */
function improve(fit: SeriesFit, x: Float64Array, K: number): void {
  const { frequency, re, im, residual } = fit
  const n = x.length
  const { series, sums, changeRe, changeIm } = work
  seriesAtBins(fit.mean, re, im, K, series)
  sums.fill(0)
  const centre = (n - 1) / 2
  let phase = -frequency * centre
  phase -= Math.floor(phase)
  let sum = 0
  let known = 0
  let slope = 0
  let curvature = 0
  let steepness = 0
  for (let i = 0; i < n; i++) {
    const at = phase * bins
    const b = at | 0
    const share = at - b
    const rise = series[b + 1] - series[b]
    const r = x[i] - (series[b] + share * rise)
    residual[i] = r
    if (!Number.isNaN(r)) {
      const g = rise * (i - centre)
      sum += r
      known++
      slope += r * g
      curvature += g * g
      steepness += rise * rise
      sums[b] += r * (1 - share)
      sums[b + 1] += r * share
    }
    phase += frequency
    if (phase >= 1) phase -= 1
  }
  fit.mean += sum / known
  harmonicsOfBins(sums, K, changeRe, changeIm)
  for (let k = 0; k < K; k++) {
    re[k] += (2 * changeRe[k]) / known
    im[k] += (2 * changeIm[k]) / known
  }
  fit.curvature = curvature * bins * bins
  fit.steepness = steepness * bins * bins
  if (curvature > 0) {
    const change = slope / curvature / bins
    const most = 0.25 / n / K
    fit.frequency += Math.max(-most, Math.min(most, change))
  }
}

/** Where the series rises through the middle of its range; the steepest such crossing, if several. */
function upstrokeOf(fit: SeriesFit, K: number): number {
  const { series } = work
  seriesAtBins(fit.mean, fit.re, fit.im, K, series)
  let [least, most] = [series[0], series[0]]
  for (let b = 0; b < bins; b++) {
    least = Math.min(least, series[b])
    most = Math.max(most, series[b])
  }
  const middle = (least + most) / 2
  let [at, steepest] = [0, 0]
  for (let b = 0; b < bins; b++) {
    const rise = series[b + 1] - series[b]
    if (series[b] < middle && series[b + 1] >= middle && rise > steepest) {
      steepest = rise
      at = (b + (middle - series[b]) / rise) / bins
    }
  }
  return at
}

/** Coefficients of a signal after whitening by x_i − ρ x_{i−1}, or the inverse. */
function rotate({ frequency, re, im }: SeriesFit, rho: number, K: number, back: boolean): void {
  for (let k = 0; k < K; k++) {
    const angle = 2 * Math.PI * frequency * (k + 1)
    const [a, b] = [1 - rho * Math.cos(angle), rho * Math.sin(angle)]
    const size = back ? a * a + b * b : 1
    const sign = back ? -1 : 1
    const next = (re[k] * a - sign * im[k] * b) / size
    im[k] = (im[k] * a + sign * re[k] * b) / size
    re[k] = next
  }
}

function lagCorrelation(r: Float64Array, lag: number): number {
  let [product, square] = [0, 0]
  for (let i = lag; i < r.length; i++) {
    if (Number.isNaN(r[i]) || Number.isNaN(r[i - lag])) continue
    product += r[i] * r[i - lag]
    square += 0.5 * (r[i] * r[i] + r[i - lag] * r[i - lag])
  }
  return square > 0 ? product / square : 0
}

function clamp(rho: number): number {
  return Math.max(-0.5, Math.min(0.98, rho))
}
