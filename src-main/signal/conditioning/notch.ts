import { filterBothWays } from './biquad.ts'
import { eachStretch } from './stretches.ts'

/** Half-power bandwidth of one pass, Hz: mains frequency varies by tenths. */
export const notchWidth = 2

/**
 * Zero-phase notch of second order, forwards and backwards. Stretches between missing samples are filtered separately.
 * @param frequency Hz, below half the sampling rate @param samplingInterval ms
 */
export function notch(x: Float64Array, frequency: number, samplingInterval: number): Float64Array {
  const radians = 2 * Math.PI * samplingInterval * 1e-3
  const gain = 1 / (1 + Math.tan((radians * notchWidth) / 2))
  const turn = -2 * gain * Math.cos(radians * frequency)
  const section = { b0: gain, b1: turn, b2: gain, a1: turn, a2: 2 * gain - 1 }
  const memory = Math.ceil(1 / (notchWidth * samplingInterval * 1e-3))
  return eachStretch(x, (stretch) => filterBothWays(stretch, [section], memory))
}
