import type { Noise } from '../../noise-model.ts'
import { correlationAtStep } from './correlation-at-step.ts'

/**
 * AR(1) noise in unevenly spaced samples, as of the Ornstein–Uhlenbeck process: of neighbours Δ steps apart the later
 * is r = sign(ρ)|ρ|^Δ times the earlier plus a normal of variance s²(1 − r²).
 * @param s marginal standard deviation @param rho lag-1 correlation @param places of the samples, in steps, ascending
 */
export function ar1NoiseAt(s: number, rho: number, places: ArrayLike<number>): Noise {
  const between = (i: number, j: number): number => correlationAtStep(rho, places[j] - places[i])
  const noise: Noise = {
    sd: s,
    // Mean over all pairs of samples this far apart in the list.
    correlation(lag) {
      if (lag === 0) return 1
      let sum = 0
      for (let i = lag; i < places.length; i++) sum += between(i - lag, i)
      return sum / (places.length - lag)
    },
    add(trace, from, n, random) {
      let eta = s * random.normal()
      trace[from] += eta
      for (let i = 1; i < n; i++) {
        const r = between(i - 1, i)
        eta = r * eta + s * Math.sqrt(1 - r * r) * random.normal()
        trace[from + i] += eta
      }
    },
    logLikelihoodOfSums: () => Number.NaN,
    logLikelihood({ count, runs }, residuals, from) {
      const log = Math.log(Math.abs(rho))
      const sign = Math.sign(rho)
      let [q, determinant, before] = [0, 0, -1]
      for (const run of runs) {
        for (let i = run.from; i < run.to; i++) {
          const x = residuals[from + i]
          if (before < 0) q = x * x
          else {
            const r = rho === 0 ? 0 : sign * Math.exp(log * (places[i] - places[before]))
            const c = 1 - r * r
            const e = x - r * residuals[from + before]
            q += (e * e) / c
            determinant += Math.log(c)
          }
          before = i
        }
      }
      return -0.5 * (count * Math.log(2 * Math.PI * s * s) + determinant + q / (s * s))
    },
    whitened(residuals) {
      return residuals.map((x, i) => {
        if (i === 0) return x / s
        const r = between(i - 1, i)
        return (x - r * residuals[i - 1]) / (s * Math.sqrt(1 - r * r))
      })
    },
    atStep: () => noise,
  }
  return noise
}
