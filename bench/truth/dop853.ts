import { error3, error5, solution, stages } from './dop853-tableau.ts'

/** dy/dt of an autonomous system, from y to out. */
export type Slope = (y: Float64Array, out: Float64Array) => void

/** Integrates y over `time`, in place; the accepted step size carries over between calls. */
export type Advance = (y: Float64Array, time: number) => void

/** Limits on the change of the step size, and its safety factor. */
const [least, most, caution] = [0.2, 10, 0.9]

/**
 * DOP853 (Hairer, Nørsett & Wanner 1993): adaptive Runge–Kutta of order 8 with two embedded error estimates.
 * @param tolerance of a step's error, relative and absolute
 */
export function createDop853(slope: Slope, dimension: number, tolerance: number): Advance {
  const slopes = stages.map(() => new Float64Array(dimension))
  const y0 = new Float64Array(dimension)
  const argument = new Float64Array(dimension)
  let own = 1e-3

  const combine = (weights: readonly number[], j: number): number => {
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i] * slopes[i][j]
    return sum
  }

  /** One step of h from y0 to y. @returns its error; accepted if at most 1 */
  const step = (y: Float64Array, h: number): number => {
    stages.forEach((row, i) => {
      for (let j = 0; j < dimension; j++) argument[j] = y0[j] + h * combine(row, j)
      slope(argument, slopes[i])
    })
    let [fifth, third] = [0, 0]
    for (let j = 0; j < dimension; j++) {
      y[j] = y0[j] + h * combine(solution, j)
      const scale = tolerance * (1 + Math.max(Math.abs(y0[j]), Math.abs(y[j])))
      fifth += (combine(error5, j) / scale) ** 2
      third += (combine(error3, j) / scale) ** 2
    }
    return fifth === 0 ? 0 : (h * fifth) / Math.sqrt(dimension * (fifth + 0.01 * third))
  }

  return (y, time) => {
    let left = time
    while (left > 0) {
      const h = Math.min(own, left)
      y0.set(y)
      const error = step(y, h)
      const next = h * Math.min(most, Math.max(least, caution * error ** (-1 / 8)))
      if (error <= 1) {
        left -= h
        // A step truncated at the end does not limit the next step size.
        own = h < own ? Math.max(own, next) : next
      } else {
        y.set(y0)
        own = next
      }
    }
  }
}
