import { findHarmonics, type Harmonics } from './harmonics.ts'

/**
 * Summary of the cycle in a trace, invariant to offset, gain, time scale and phase: its shape as network input, and
 * approximate values of the coordinates that depend on those scales.
 */
export interface CycleReading {
  harmonics: Harmonics
  /** ln of the period in samples; phase at the centre, in cycles from the upstroke; ln of the noise's sd; atanh ρ. */
  place: { logPeriod: number; phase: number; logNoise: number; atanhRho: number }
  /** Their approximate errors; 1 where the network estimates them. */
  scale: { logPeriod: number; phase: number }
}

/** Harmonics of a cycle used by the network and the sampler. */
export const cycleHarmonics = 24

/** Usual distance of the upstroke's middle from u = 0, in cycles. */
const upstrokeError = 0.0015

/** @returns null for a constant trace */
export function readCycle(
  trace: ArrayLike<number>,
  from: number,
  n: number,
  count: number,
): CycleReading | null {
  const harmonics = findHarmonics(trace, from, n, count)
  if (!harmonics) return null
  const { frequency, frequencyError, phaseError, upstroke, s, rho } = harmonics
  return {
    harmonics,
    place: {
      logPeriod: -Math.log(frequency),
      phase: -upstroke,
      logNoise: Math.log(s),
      atanhRho: Math.atanh(rho),
    },
    scale: { logPeriod: frequencyError / frequency, phase: Math.hypot(phaseError, upstrokeError) },
  }
}

/**
 * Power of the cycle relative to the noise. In 3,000 fresh recordings of the preset the minimum is 1.3 and the median
 * 145; in noise with any correlation up to 0.95 it is below 0.4 in 98 of 100 and at most 1.2.
 */
const leastPower = 1

/** Whether the trace contains a cycle rather than noise alone. */
export function showsCycle(reading: CycleReading | null): boolean {
  if (!reading) return false
  const { re, im, s } = reading.harmonics
  let power = 0
  for (let k = 0; k < re.length; k++) power += (re[k] * re[k] + im[k] * im[k]) / 2
  return power > leastPower * s * s
}

/** Number of features for K harmonics. */
export function cycleFeatureCount(count: number): number {
  return 2 * (count - 1) + 5
}

/**
 * Network input: harmonics 2 … K relative to the first, with phases relative to its maximum; strength and correlation
 * of the noise; samples per cycle; residual autocorrelation beyond AR(1).
 */
export function writeCycleFeatures(
  { harmonics: { re, im, s, rho, frequency, left } }: CycleReading,
  out: Float32Array | Float64Array,
  at: number,
): void {
  const size = Math.hypot(re[0], im[0])
  const [c, d] = [re[0] / size, -im[0] / size]
  let [pc, pd] = [c, d]
  const K = re.length
  for (let k = 1; k < K; k++) {
    const next = pc * c - pd * d
    pd = pc * d + pd * c
    pc = next
    out[at + 2 * (k - 1)] = (re[k] * pc - im[k] * pd) / size
    out[at + 2 * (k - 1) + 1] = (re[k] * pd + im[k] * pc) / size
  }
  out.set([Math.log(size / s), Math.atanh(rho), Math.log(frequency), ...left], at + 2 * (K - 1))
}
