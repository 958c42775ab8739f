import type { Random } from '../../../src-main/model/random.ts'

/** Correlation times of its components, samples: an octave apart, up to so many times the length. */
const [shortest, longest] = [0.5, 30]

/** Noise with a 1/f spectrum, as a sum of AR(1) processes of equal variance. @param sd of the sum */
export function pinkNoise(points: number, sd: number, random: Random): Float64Array {
  const correlations: number[] = []
  for (let time = shortest; time < longest * points; time *= 2) correlations.push(Math.exp(-1 / time))
  const out = new Float64Array(points)
  for (const rho of correlations) {
    const innovation = Math.sqrt(1 - rho * rho)
    let x = random.normal()
    for (let i = 0; i < points; i++) {
      out[i] += (sd / Math.sqrt(correlations.length)) * x
      x = rho * x + innovation * random.normal()
    }
  }
  return out
}
