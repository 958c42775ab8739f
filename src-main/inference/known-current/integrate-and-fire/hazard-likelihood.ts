import { hazardNames } from '../../../model/known-current/integrate-and-fire/cell.ts'

/** Number of the hazard's parameters. */
export const P = hazardNames.length
/** Log hazards are clipped at this value. */
export const highest = 30
/** Bins of a lower log hazard are skipped: a million of them have 0.01 expected spikes. */
export const lowest = -18

/** Bins of all sweeps; similar ones without a spike are merged into one row. */
export interface Bins {
  /** Covariates, row-major, P per row; means of the row's bins. */
  x: Float64Array
  /** 1 where a spike occurred. */
  event: Uint8Array
  /** Number of bins in the row. */
  count: Float64Array
}

/** Log hazard b · x of the bin whose covariates start at `at`. */
export function logHazard(b: ArrayLike<number>, x: Float64Array, at: number): number {
  const rested = b[0] * x[at] + b[1] * x[at + 1] + b[2] * x[at + 2]
  // No after-effect before the first spike.
  if (x[at + 7] === 0) return rested
  return (
    rested +
    b[3] * x[at + 3] +
    b[4] * x[at + 4] +
    b[5] * x[at + 5] +
    b[6] * x[at + 6] +
    b[7] * x[at + 7] +
    b[8] * x[at + 8] +
    b[9] * x[at + 9]
  )
}

/** Log likelihood of b: P(spike in a bin) = 1 − exp(−λ·bin). @param bin ms */
export function logLikelihood({ x, event, count }: Bins, bin: number, b: ArrayLike<number>): number {
  let sum = 0
  for (let r = 0; r < event.length; r++) {
    const log = logHazard(b, x, r * P)
    if (event[r] === 1) sum += Math.log(-Math.expm1(-bin * Math.exp(Math.min(log, highest))))
    else if (log > lowest) sum -= count[r] * bin * Math.exp(Math.min(log, highest))
  }
  return sum
}

export interface Slopes {
  gradient: Float64Array
  /** Negative Hessian, P × P. */
  precision: Float64Array
}

/** Gradient and Hessian of the log likelihood with respect to b. @param bin ms */
export function slopesOf({ x, event, count }: Bins, bin: number, b: ArrayLike<number>): Slopes {
  const gradient = new Float64Array(P)
  const precision = new Float64Array(P * P)
  for (let r = 0; r < event.length; r++) {
    const at = r * P
    const log = logHazard(b, x, at)
    if (log < lowest && event[r] === 0) continue
    const [first, second] = ofBin(bin * Math.exp(Math.min(log, highest)), event[r] === 1)
    for (let k = 0; k < P; k++) {
      gradient[k] += count[r] * first * x[at + k]
      const v = count[r] * second * x[at + k]
      for (let j = 0; j <= k; j++) precision[k * P + j] += v * x[at + j]
    }
  }
  for (let k = 0; k < P; k++) for (let j = 0; j < k; j++) precision[j * P + k] = precision[k * P + j]
  return { gradient, precision }
}

/** First and negative second derivative of a bin's log probability by its log hazard. @param mean λ·bin */
export function ofBin(mean: number, spike: boolean): [first: number, second: number] {
  if (!spike) return [-mean, mean]
  if (mean < 1e-8) return [1, 0]
  // d log(1 − e^(−μ)) / d log μ = μ/(e^μ − 1), and its derivative, which is negative.
  const first = mean / Math.expm1(mean)
  return [first, first * (mean / -Math.expm1(-mean) - 1)]
}
