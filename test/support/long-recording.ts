import { addNoise } from '../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** What a long simulated recording is made of. */
export interface LongRecording {
  /** ms of the recording. */
  length: number
  /** θ0 at a time of the recording, ms. */
  theta0: (t: number) => number
  theta1: number
  /** V(t) = offset + gain · u(t/τ) + noise, mV. */
  timeScale: number
  offset: number
  gain: number
  /** Standard deviation, mV, and correlation time, ms, of the AR(1) noise. */
  noise: { sd: number; time: number }
  /** ms between samples. */
  samplingInterval: number
  seed: number
}

export const usualLongRecording: LongRecording = {
  length: 5000,
  theta0: () => 0.4,
  theta1: 0.2,
  timeScale: 1.2,
  offset: -30,
  gain: 18,
  noise: { sd: 0.9, time: 0.9 },
  samplingInterval: 0.1,
  seed: 11,
}

/** One neuron that goes on and on while its θ0 changes slowly: no window begins where another one did. */
export function longRecording(changes: Partial<LongRecording> = {}): Float64Array {
  const { length, theta0, theta1, timeScale, offset, gain, noise, samplingInterval, seed } = {
    ...usualLongRecording,
    ...changes,
  }
  const [gamma, zeta, substeps] = [3, -0.4, 8]
  const n = Math.round(length / samplingInterval)
  const h = samplingInterval / timeScale / substeps
  const slope = (u: number, v: number, theta: number): [number, number] => [
    gamma * (u - u ** 3 / 3 + v + zeta),
    -(u - theta + theta1 * v) / gamma,
  ]
  const trace = new Float64Array(n)
  let [u, v] = [0, 0]
  const burnIn = Math.round(100 / samplingInterval)
  for (let i = -burnIn; i < n; i++) {
    if (i >= 0) trace[i] = u
    const theta = theta0(Math.max(0, i * samplingInterval))
    for (let k = 0; k < substeps; k++) {
      const [a, b] = slope(u, v, theta)
      const [c, d] = slope(u + 0.5 * h * a, v + 0.5 * h * b, theta)
      const [e, f] = slope(u + 0.5 * h * c, v + 0.5 * h * d, theta)
      const [g, j] = slope(u + h * e, v + h * f, theta)
      u += (h / 6) * (a + 2 * c + 2 * e + g)
      v += (h / 6) * (b + 2 * d + 2 * f + j)
    }
  }
  for (let i = 0; i < n; i++) trace[i] = offset + gain * trace[i]
  const rho = Math.exp(-samplingInterval / noise.time)
  addNoise(trace, 0, n, noise.sd, rho, createRandom(seed))
  return trace
}
