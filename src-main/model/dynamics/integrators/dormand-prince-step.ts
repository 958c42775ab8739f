import type { Equations } from '../equations.ts'

/** One step of Dormand & Prince's pair from x, with the current c₀ + c₁ s + c₂ s² at time s of the solver step. */
export interface DormandPrinceStep {
  /** dx/dt at the step's start, to be set before `attempt`. */
  readonly slope: Float64Array
  /** Results of `attempt`: the state at the step's end, dx/dt there, and the estimated error of the state. */
  readonly next: Float64Array
  readonly nextSlope: Float64Array
  readonly error: Float64Array
  /**
   * @param s where in the solver step it begins, 0 … 1
   * @param ds its length as a fraction of the solver step
   * @param length of the solver step, ms
   * @param c the current's coefficients
   */
  attempt(
    x: Float64Array,
    s: number,
    ds: number,
    length: number,
    c: Float64Array,
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
  ): void
}

/**
 * The embedded pair of orders 5 and 4 (Dormand & Prince 1980, A family of embedded Runge–Kutta formulae, J. Comput.
 * Appl. Math. 6:19; Hairer, Nørsett & Wanner, Solving ODEs I, table II.5.2). It advances with order 5; its last stage
 * is the next step's first.
 */
export function createDormandPrinceStep(equations: Equations): DormandPrinceStep {
  const { states } = equations
  const array = (): Float64Array => new Float64Array(states)
  const [k1, k2, k3, k4, k5, k6, k7, y, next, error] = Array.from({ length: 10 }, array)
  return {
    slope: k1,
    next,
    nextSlope: k7,
    error,
    attempt(x, s, ds, length, c, theta, constants) {
      const h = ds * length
      for (let j = 0; j < states; j++) y[j] = x[j] + h * (k1[j] / 5)
      equations.derivative(y, currentAt(c, s + ds / 5), theta, constants, k2)
      for (let j = 0; j < states; j++) y[j] = x[j] + h * ((3 / 40) * k1[j] + (9 / 40) * k2[j])
      equations.derivative(y, currentAt(c, s + (3 / 10) * ds), theta, constants, k3)
      for (let j = 0; j < states; j++) {
        y[j] = x[j] + h * ((44 / 45) * k1[j] - (56 / 15) * k2[j] + (32 / 9) * k3[j])
      }
      equations.derivative(y, currentAt(c, s + (4 / 5) * ds), theta, constants, k4)
      for (let j = 0; j < states; j++) {
        const sum =
          (19372 / 6561) * k1[j] - (25360 / 2187) * k2[j] + (64448 / 6561) * k3[j] - (212 / 729) * k4[j]
        y[j] = x[j] + h * sum
      }
      equations.derivative(y, currentAt(c, s + (8 / 9) * ds), theta, constants, k5)
      for (let j = 0; j < states; j++) {
        const sum =
          (9017 / 3168) * k1[j] -
          (355 / 33) * k2[j] +
          (46732 / 5247) * k3[j] +
          (49 / 176) * k4[j] -
          (5103 / 18656) * k5[j]
        y[j] = x[j] + h * sum
      }
      equations.derivative(y, currentAt(c, s + ds), theta, constants, k6)
      for (let j = 0; j < states; j++) {
        const sum =
          (35 / 384) * k1[j] +
          (500 / 1113) * k3[j] +
          (125 / 192) * k4[j] -
          (2187 / 6784) * k5[j] +
          (11 / 84) * k6[j]
        next[j] = x[j] + h * sum
      }
      equations.derivative(next, currentAt(c, s + ds), theta, constants, k7)
      for (let j = 0; j < states; j++) {
        const sum =
          (71 / 57600) * k1[j] -
          (71 / 16695) * k3[j] +
          (71 / 1920) * k4[j] -
          (17253 / 339200) * k5[j] +
          (22 / 525) * k6[j] -
          k7[j] / 40
        error[j] = h * sum
      }
    },
  }
}

function currentAt(c: Float64Array, s: number): number {
  return c[0] + s * (c[1] + s * c[2])
}
