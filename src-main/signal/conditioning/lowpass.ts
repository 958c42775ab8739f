import { type Biquad, filterBothWays } from './biquad.ts'
import { eachStretch } from './stretches.ts'

/** Quality factors of the two sections of a 4th-order Butterworth filter. */
const qualities = [0.541196100146197, 1.3065629648763766]
/** Two passes lower the −3 dB cutoff by this factor unless the filter's own is raised: (√2 − 1)^(1/8). */
const twice = (Math.SQRT2 - 1) ** (1 / 8)

/**
 * Zero-phase low-pass: a 4th-order Butterworth filter, forwards and backwards. Stretches between missing samples are
 * filtered separately.
 * @param cutoff Hz, −3 dB (1/√2 of the amplitude) after both passes; below half the sampling rate
 * @param samplingInterval ms
 */
export function lowpass(x: Float64Array, cutoff: number, samplingInterval: number): Float64Array {
  const sections = butterworth(cutoff, samplingInterval)
  const memory = Math.ceil(3 / (cutoff * samplingInterval * 1e-3))
  return eachStretch(x, (stretch) => filterBothWays(stretch, sections, memory))
}

/** By the bilinear transform, with the cutoff prewarped. */
function butterworth(cutoff: number, samplingInterval: number): Biquad[] {
  const k = Math.tan(Math.PI * cutoff * samplingInterval * 1e-3) / twice
  return qualities.map((q) => {
    const norm = 1 / (1 + k / q + k * k)
    const b0 = k * k * norm
    return { b0, b1: 2 * b0, b2: b0, a1: 2 * (k * k - 1) * norm, a2: (1 - k / q + k * k) * norm }
  })
}

/**
 * Correlation between neighbouring points of white noise after this filter.
 * @param interval between the points, ms @param samplingInterval of the recording, ms
 */
export function correlationOfWhiteNoise(cutoff: number, interval: number, samplingInterval: number): number {
  const highest = 500 / samplingInterval
  const steps = 4000
  let [sum, weighted] = [0, 0]
  for (let j = 0; j < steps; j++) {
    const f = (highest * (j + 0.5)) / steps
    const power = (1 + ((twice * f) / cutoff) ** 8) ** -2
    sum += power
    weighted += power * Math.cos(2 * Math.PI * f * interval * 1e-3)
  }
  return weighted / sum
}
