import { dormandPrince } from '../../../src-main/model/dynamics/integrators/dormand-prince.ts'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import type { Random } from '../../../src-main/model/random.ts'
import type { ObservationSource } from '../../../src-main/signal/sweep.ts'

export const noiseKinds = ['white', 'AR(1)', 'OU'] as const
export const aloneKinds = [...noiseKinds, '1/f'] as const
export type NoiseKind = (typeof aloneKinds)[number]

/** A recording and its true properties. */
export interface FiringRecording {
  source: ObservationSource
  kind: NoiseKind
  /** Standard deviation of the noise as a fraction of the gain. */
  noise: number
  /** Duty cycle: fraction of the cycle above the middle of its range. */
  duty: number
  /** Time of the upward crossing of that middle, ms, and the period. */
  rises: number[]
  period: number
}

export interface NoiseRecording {
  source: ObservationSource
  kind: NoiseKind
}

/** Ranges of duty cycles and numbers of cycles; sampling rates, Hz. */
const duties = [0.2, 0.8]
const cyclesInView = [5, 40]
const rates = [10_000, 12_500, 20_000, 25_000]
/** Limits of the model for a trace in model units: window length, ms, and its time scales. */
const modelSpan = 200
const modelTau = [0.6, 3.5]
/** ms of model time simulated before a recording, and searched for a cycle; points per ms. */
const settled = 150
const looked = 150
const fine = 50

const gamma = 3
const zeta = -0.4
const solve = dormandPrince(
  {
    states: 2,
    initial(_theta, _constants, out) {
      out.fill(0)
    },
    derivative(x, _current, theta, _constants, out) {
      const [u, v] = [x[0], x[1]]
      out[0] = gamma * (u - (u * u * u) / 3 + v + zeta)
      out[1] = -(u - theta[0] + theta[1] * v) / gamma
    },
  },
  { relative: 1e-9, absolute: 1e-11 },
)

/** The potential of FitzHugh–Nagumo at `points` times, ms of model time, after the transient. */
function orbit(theta: ArrayLike<number>, dt: number, points: number, after: number): Float64Array {
  const skipped = Math.ceil(after / dt)
  const u = new Float64Array(skipped + points)
  solve(theta, [], { dt, points: u.length, substeps: 1 }, null, u)
  return u.subarray(skipped)
}

interface Cycle {
  period: number
  duty: number
  middle: number
}

/** Null where it does not oscillate by itself. */
function cycleOf(theta: ArrayLike<number>): Cycle | null {
  const u = orbit(theta, 1 / fine, looked * fine, settled)
  const [low, high] = [Math.min(...u), Math.max(...u)]
  const middle = (low + high) / 2
  const ups = upwards(u, middle)
  const late = u.subarray(u.length >> 1)
  const lasting = Math.max(...late) - Math.min(...late) > 0.98 * (high - low)
  if (high - low < 1 || ups.length < 4 || !lasting) return null
  const [first, last] = [ups[0], ups[ups.length - 1]]
  const within = u.subarray(first, last)
  return {
    period: (last - first) / (ups.length - 1) / fine,
    duty: within.filter((v) => v >= middle).length / within.length,
    middle,
  }
}

function upwards(u: Float64Array, level: number): number[] {
  const found: number[] = []
  for (let i = 1; i < u.length; i++) if (u[i] >= level && u[i - 1] < level) found.push(i)
  return found
}

/**
 * A recording of a firing FitzHugh–Nagumo neuron, by the fifth-order float64 solver.
 * @param draw writes θ₀ and θ₁ of the prior @param unit mV: offset −70 … −20 mV, gain 8 … 30 mV, any time scale; none:
 * model units, on a time scale within the model's range
 */
export function firingRecording(draw: () => number[], unit: 'mV' | 'none', random: Random): FiringRecording {
  for (;;) {
    const theta = draw()
    const cycle = cycleOf(theta)
    if (!cycle || cycle.duty < duties[0] || cycle.duty > duties[1]) continue
    const cycles = between(random, cyclesInView)
    const span = unit === 'mV' ? logBetween(random, [200, 3000]) : modelSpan
    const tau = span / (cycles * cycle.period)
    if (unit === 'none' && (tau < modelTau[0] || tau > modelTau[1])) continue
    const samplingInterval = 1000 / rates[Math.floor(random.uniform() * rates.length)]
    const dt = samplingInterval / tau
    const u = orbit(theta, dt, Math.ceil(span / samplingInterval), settled + random.uniform() * cycle.period)
    const ups = upwards(u, cycle.middle)
    const kind = noiseKinds[Math.floor(random.uniform() * noiseKinds.length)]
    const noise = between(random, [0.01, 0.4])
    addKind(u, kind, noise, samplingInterval, [0.2, 5], random)
    const [offset, gain] = unit === 'mV' ? [between(random, [-70, -20]), between(random, [8, 30])] : [0, 1]
    return {
      source: saved(u, offset, gain, samplingInterval, unit),
      kind,
      noise,
      duty: cycle.duty,
      rises: ups.map((i) => i * samplingInterval),
      period: cycle.period * tau,
    }
  }
}

/** A recording of noise about a constant level. */
export function noiseRecording(k: number, unit: 'mV' | 'none', random: Random): NoiseRecording {
  const samplingInterval = 1000 / rates[Math.floor(random.uniform() * rates.length)]
  const span = unit === 'mV' ? logBetween(random, [200, 3000]) : modelSpan
  const x = new Float64Array(Math.ceil(span / samplingInterval))
  const kind = aloneKinds[k % aloneKinds.length]
  const [offset, sd] =
    unit === 'mV'
      ? [between(random, [-70, -20]), logBetween(random, [0.3, 12])]
      : [between(random, [-1.5, 1]), logBetween(random, [0.02, 2])]
  addKind(x, kind, sd, samplingInterval, [0.2, 20], random)
  return { source: saved(x, offset, 1, samplingInterval, unit), kind }
}

/** @param times correlation times of OU noise, ms */
function addKind(
  x: Float64Array,
  kind: NoiseKind,
  sd: number,
  dt: number,
  times: number[],
  random: Random,
): void {
  const n = x.length
  if (kind === 'white') addNoise(x, 0, n, sd, 0, random)
  if (kind === 'AR(1)') addNoise(x, 0, n, sd, 0.95 * random.uniform(), random)
  if (kind === 'OU') addNoise(x, 0, n, sd, Math.exp(-dt / logBetween(random, times)), random)
  if (kind !== '1/f') return
  // As many correlation times, an octave apart, as the trace is long, with equal variances.
  const octaves = Math.floor(Math.log2(n))
  for (let k = 0; k < octaves; k++) addNoise(x, 0, n, sd / Math.sqrt(octaves), Math.exp(-(2 ** -k)), random)
}

/** Rounded as in a file: two decimals, four in model units. */
function saved(
  x: Float64Array,
  offset: number,
  gain: number,
  samplingInterval: number,
  voltageUnit: 'mV' | 'none',
): ObservationSource {
  const digits = voltageUnit === 'mV' ? 100 : 10_000
  const samples = x.map((v) => Math.round((offset + gain * v) * digits) / digits)
  return { samples, samplingInterval, start: 0, voltageUnit }
}

function between(random: Random, [low, high]: number[]): number {
  return low + (high - low) * random.uniform()
}

function logBetween(random: Random, range: number[]): number {
  return Math.exp(between(random, range.map(Math.log)))
}
