import { NagumoError } from '../../../contract/errors.ts'
import { findGaps, type Gaps } from '../../../signal/gaps.ts'
import type { Noise } from '../../noise-model.ts'
import type { Random } from '../../random.ts'
import { type ArmaProcess, armaCorrelation, everyKthOf } from './arma-process.ts'
import { armaFilter, armaInnovations } from './filter.ts'

/** ARMA(2,1) noise. At other steps it is defined for whole ratios only: every kth of its samples. */
export function armaNoise(process: ArmaProcess): Noise {
  return {
    sd: Math.sqrt(process.variance),
    correlation: (lag) => armaCorrelation(process, lag),
    add: (trace, from, n, random) => addArma(process, trace, from, n, random),
    logLikelihoodOfSums: () => Number.NaN,
    logLikelihood: (gaps, residuals, from) => armaLogLikelihood(process, gaps, residuals, from),
    whitener(gaps, n) {
      const filter = armaFilter(process, gaps, n)
      return {
        logDeterminant: filter.logDeterminant,
        whiten: (x, from, out) => armaInnovations(filter, x, from, out),
      }
    },
    whitened(residuals) {
      const n = residuals.length
      const gaps = findGaps(residuals)
      if (!gaps) return residuals.map(() => Number.NaN)
      const white = new Float64Array(n)
      armaInnovations(armaFilter(process, gaps, n), residuals, 0, white)
      return residuals.map((r, i) => (Number.isNaN(r) ? Number.NaN : white[i]))
    },
    atStep(ratio) {
      if (Number.isInteger(ratio) && ratio > 0) return armaNoise(everyKthOf(process, ratio))
      throw new NagumoError(
        'INTERNAL',
        `Noise of this kind can only be subsampled by a whole factor; expected a whole ratio of the steps, found ${ratio}.`,
      )
    },
  }
}

function armaLogLikelihood(
  process: ArmaProcess,
  gaps: Gaps,
  residuals: ArrayLike<number>,
  from: number,
): number {
  const n = gaps.last + 1
  const white = new Float64Array(n)
  const filter = armaFilter(process, gaps, n)
  armaInnovations(filter, residuals, from, white)
  let squares = 0
  for (let i = 0; i < n; i++) squares += white[i] * white[i]
  return -0.5 * (gaps.count * Math.log(2 * Math.PI) + filter.logDeterminant + squares)
}

/** Adds one realization, stationary from its first sample on, to trace[from … from+n). */
function addArma(
  { a1, a2, theta, innovation, variance, covariance }: ArmaProcess,
  trace: Float32Array | Float64Array,
  from: number,
  n: number,
  random: Random,
): void {
  // y and z = a₂ y₋₁ + θ e of the first sample, from their covariance (filter.ts).
  const p12 = covariance - a1 * variance
  const p22 = a2 * a2 * variance + theta * theta * innovation
  let y = Math.sqrt(variance) * random.normal()
  let z = (p12 / variance) * y + Math.sqrt(Math.max(0, p22 - (p12 * p12) / variance)) * random.normal()
  trace[from] += y
  const sd = Math.sqrt(innovation)
  for (let i = from + 1; i < from + n; i++) {
    const e = sd * random.normal()
    const before = y
    y = a1 * before + z + e
    z = a2 * before + theta * e
    trace[i] += y
  }
}
