import type { Noise, NoiseModel } from '../../noise-model.ts'
import { derivedStrength, noiseSd, strength, strengthOf } from '../strength.ts'

/** White noise: independent normals of standard deviation s = σ/Δt at each sample. */
export const white: NoiseModel = {
  kind: 'white',
  name: 'white',
  parameters: [strength],
  allowed: { sigma: { above: 0, below: Number.POSITIVE_INFINITY } },
  hasLikelihood: true,
  checks: ['tails', 'whiteness'],
  of: ([sigma], dt) => whiteNoise(noiseSd(sigma, dt)),
  correlations: [],
  valuesOf: (sd, _correlation, dt) => [strengthOf(sd, dt)],
  derived: (sampling) => ({ sigma: derivedStrength(sampling) }),
}

/** @param s standard deviation */
export function whiteNoise(s: number): Noise {
  const logLikelihood = (squares: number, n: number): number =>
    -0.5 * n * Math.log(2 * Math.PI) - n * Math.log(s) - squares / (2 * s * s)
  const noise: Noise = {
    sd: s,
    correlation: (lag) => (lag === 0 ? 1 : 0),
    add(trace, from, n, random) {
      for (let i = from; i < from + n; i++) trace[i] += s * random.normal()
    },
    logLikelihoodOfSums: (sums, at, n) => logLikelihood(sums[at], n),
    logLikelihood({ count, runs }, residuals, from) {
      let squares = 0
      for (const run of runs) for (let i = run.from; i < run.to; i++) squares += residuals[from + i] ** 2
      return logLikelihood(squares, count)
    },
    whitened: (residuals) => residuals.map((r) => r / s),
    whitener({ count, runs }, n) {
      return {
        logDeterminant: 2 * count * Math.log(s),
        whiten(x, from, out) {
          out.fill(0, 0, n)
          for (const run of runs) for (let i = run.from; i < run.to; i++) out[i] = x[from + i] / s
        },
      }
    },
    atStep: () => noise,
    atPlaces: () => noise,
  }
  return noise
}
