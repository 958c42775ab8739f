import type { Gaps } from '../../../signal/gaps.ts'
import type { Whitener } from '../../noise-model.ts'

// The exact likelihood of AR(1) noise with missing samples: of neighbours k apart the later is ρᵏ times the earlier
// plus a normal of variance s² (1 − ρ²ᵏ).

/** log |R| of the noise's correlations R: Σ log (1 − ρ²ᵏ) over neighbours k apart. */
export function logDeterminant({ count, runs }: Gaps, rho: number): number {
  let sum = (count - runs.length) * Math.log(1 - rho * rho)
  for (let g = 1; g < runs.length; g++) {
    sum += Math.log(1 - rho ** (2 * (runs[g].from - runs[g - 1].to + 1)))
  }
  return sum
}

/** xᵀ R⁻¹ x of residuals x, x[from + i] being that of sample i. */
export function quadraticForm({ runs }: Gaps, rho: number, x: ArrayLike<number>, from = 0): number {
  let [squares, other] = [0, x[from + runs[0].from] ** 2]
  runs.forEach((run, g) => {
    for (let i = run.from + 1; i < run.to; i++) {
      const e = x[from + i] - rho * x[from + i - 1]
      squares += e * e
    }
    if (g === 0) return
    const before = runs[g - 1].to - 1
    const r = rho ** (run.from - before)
    other += (x[from + run.from] - r * x[from + before]) ** 2 / (1 - r * r)
  })
  return squares / (1 - rho * rho) + other
}

/**
 * Log likelihood of stationary AR(1) residuals with gaps.
 * @param s marginal standard deviation of the noise
 */
export function gappedLogLikelihood(
  gaps: Gaps,
  residuals: ArrayLike<number>,
  from: number,
  s: number,
  rho: number,
): number {
  return (
    -0.5 * gaps.count * Math.log(2 * Math.PI * s * s) -
    0.5 * logDeterminant(gaps, rho) -
    quadraticForm(gaps, rho, residuals, from) / (2 * s * s)
  )
}

/** Whitens columns of n samples: the innovations over their standard deviations, including those across gaps. */
export function ar1Whitener(gaps: Gaps, n: number, s: number, rho: number): Whitener {
  const { runs, count } = gaps
  const scale = 1 / (s * Math.sqrt(1 - rho * rho))
  return {
    logDeterminant: logDeterminant(gaps, rho) + 2 * count * Math.log(s),
    whiten(x, from, out) {
      out.fill(0, 0, n)
      let last = Number.NaN
      for (const run of runs) {
        const first = from + run.from
        const r = Number.isNaN(last) ? 0 : rho ** (first - last)
        const before = Number.isNaN(last) ? 0 : x[last]
        out[run.from] = (x[first] - r * before) / (s * Math.sqrt(1 - r * r))
        for (let i = run.from + 1; i < run.to; i++) out[i] = scale * (x[from + i] - rho * x[from + i - 1])
        last = from + run.to - 1
      }
    },
  }
}
