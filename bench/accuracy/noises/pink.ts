import { ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import type { Random } from '../../../src-main/model/random.ts'

/**
 * 1/f noise from one sample to the whole recording: a sum of AR(1) processes of equal variance, one per octave of
 * correlation time. Its spectrum follows 1/f to a few per cent in between.
 * @param s standard deviation of the sum
 */
export function addPink(samples: Float64Array, s: number, random: Random): void {
  const octaves = Math.ceil(Math.log2(samples.length)) + 1
  for (let k = 0; k < octaves; k++) {
    const noise = ar1Noise(s / Math.sqrt(octaves), Math.exp(-1 / (0.5 * 2 ** k)))
    noise.add(samples, 0, samples.length, random)
  }
}
