import type { Solve } from '../../neuron-model.ts'
import type { Equations } from '../equations.ts'
import { createDormandPrinceStep } from './dormand-prince-step.ts'
import { firstState } from './first-state.ts'

/** Tolerated error estimate of a step: relative to |x_j|, and absolute in the unit of the state. */
export interface Tolerance {
  relative: number
  absolute: number
}

/** Fractions of a solver step: the shortest first step, and the shortest step. */
const leastFirst = 1e-6
const least = 1e-12
/** Maximum number of steps tried within a solver step (as in Hairer's DOPRI5). */
const mostTries = 100_000

/**
 * Dormand–Prince 5(4) with error-controlled steps that never cross the end of a solver step of the grid, dt/substeps
 * (step size control: Hairer, Nørsett & Wanner, Solving ODEs I, II.4). Within a solver step the current is the
 * quadratic through its start, middle and end. Where the tolerance can't be met with steps of 1e-12 of a solver step
 * or with 100,000 of them, the output is NaN from there on.
 */
export function dormandPrince(
  equations: Equations,
  tolerance: Tolerance = { relative: 1e-6, absolute: 1e-9 },
): Solve {
  const { states } = equations
  const { relative, absolute } = tolerance
  const x = new Float64Array(states)
  const c = new Float64Array(3)
  const step = createDormandPrinceStep(equations)
  const { slope, next, nextSlope, error } = step

  /** Root mean square of v over the tolerances at states as large as x and y. */
  const norm = (v: Float64Array, y: Float64Array): number => {
    let sum = 0
    for (let j = 0; j < states; j++) {
      sum += (v[j] / (absolute + relative * Math.max(Math.abs(x[j]), Math.abs(y[j])))) ** 2
    }
    return Math.sqrt(sum / states)
  }

  /** Length of the first step to try, as a fraction of a solver step. */
  const firstSize = (length: number): number => {
    const size = (0.01 * norm(x, x)) / norm(slope, x) / length
    return size > leastFirst ? Math.min(1, size) : leastFirst
  }

  /** Advances x by one solver step. @param size of the first step to try @returns the next size, NaN on failure */
  const advance = (
    size: number,
    length: number,
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
  ): number => {
    let s = 0
    let rejected = false
    for (let tries = 0; tries < mostTries; tries++) {
      // Stretched by up to a hundredth rather than leave a tiny remainder.
      const ends = 1.01 * size >= 1 - s
      const ds = ends ? 1 - s : size
      step.attempt(x, s, ds, length, c, theta, constants)
      const e = norm(error, next)
      const factor = 0.9 * e ** -0.2
      if (e <= 1) {
        x.set(next)
        slope.set(nextSlope)
        const grown = ds * Math.min(rejected ? 1 : 5, factor)
        // A step shortened to reach the end is no reason to reduce the size.
        size = Math.min(1, ds < size ? Math.max(size, grown) : grown)
        if (ends) return size
        s += ds
        rejected = false
      } else {
        size = ds * (e < Number.POSITIVE_INFINITY ? Math.max(0.2, factor) : 0.2)
        if (size < least) return Number.NaN
        rejected = true
      }
    }
    return Number.NaN
  }

  return (theta, constants, { dt, points, substeps }, current, out, start) => {
    firstState(equations, theta, constants, start, x)
    c.fill(0)
    const length = dt / substeps
    out[0] = x[0]
    let size = 0
    for (let n = 0; n < (points - 1) * substeps; n++) {
      if (current) {
        const toMiddle = current.middle[n] - current.start[n]
        const toEnd = current.end[n] - current.start[n]
        c[0] = current.start[n]
        c[1] = 4 * toMiddle - toEnd
        c[2] = 2 * toEnd - 4 * toMiddle
      }
      // The last slope is still valid, unless the current jumps.
      if (n === 0 || (current && current.start[n] !== current.end[n - 1])) {
        equations.derivative(x, c[0], theta, constants, slope)
      }
      if (n === 0) size = firstSize(length)
      size = advance(size, length, theta, constants)
      if (Number.isNaN(size)) {
        out.fill(Number.NaN, Math.floor(n / substeps) + 1, points)
        return
      }
      if ((n + 1) % substeps === 0) out[(n + 1) / substeps] = x[0]
    }
  }
}
