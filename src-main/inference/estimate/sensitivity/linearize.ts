import { choleskyFactor } from '../../../signal/statistics/cholesky.ts'
import { inverseOfSymmetric, solveSymmetric } from '../../../signal/statistics/solve-symmetric.ts'
import type { AtValue } from './at-value.ts'

/** Step of the finite differences, in units of the frame's axes. */
const step = 0.1

/**
 * Gauss–Newton approximation of a posterior at a point z₀, in the frame z = z₀ + L y, L lower triangular: along axes
 * one standard deviation long, differences stay accurate however narrow the posterior is.
 */
export interface Linearized {
  z: Float64Array
  /** d × d. */
  L: Float64Array
  density: number
  /** Gradient of the log density, and minus its Hessian without the curvature of the predictions, in y. */
  gradient: Float64Array
  information: Float64Array
  /** Parameters at z. */
  values: Float64Array
  /** Whitened residuals at z, and their derivatives by each y. */
  residuals: number[]
  slopes: number[][]
  /** The frame, d × d, in which the linearized posterior is standard. */
  frame: Float64Array
}

/**
 * Linearizes the posterior at z, by central differences along the columns of L.
 * @param curvature d: minus the second derivatives of the log density by each coordinate from noise and prior, which
 * the predictions do not contribute
 */
export function linearize(
  at: AtValue,
  z: Float64Array,
  L: Float64Array,
  curvature: Float64Array,
): Linearized {
  const d = z.length
  const n = 2 * d + 1
  const points = new Float64Array(n * d)
  for (let i = 0; i < n; i++) {
    const [axis, side] = [(i - 1) >> 1, i % 2 === 1 ? step : -step]
    for (let a = 0; a < d; a++) points[i * d + a] = z[a] + (i === 0 ? 0 : side * L[a * d + axis])
  }
  const { density, values } = at.densities(points, n)
  const residuals = at.whitened(values, n)
  const slopes = Array.from({ length: d }, (_, j) =>
    difference(residuals[2 * j + 1], residuals[2 * j + 2], step),
  )
  const information = new Float64Array(d * d)
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = dot(slopes[a], slopes[b])
      for (let c = a; c < d; c++) sum += curvature[c] * L[c * d + a] * L[c * d + b]
      information[a * d + b] = sum
      information[b * d + a] = sum
    }
  }
  return {
    z,
    L,
    density: density[0],
    gradient: Float64Array.from(
      { length: d },
      (_, j) => (density[2 * j + 1] - density[2 * j + 2]) / (2 * step),
    ),
    information,
    values: values.slice(0, values.length / n),
    residuals: residuals[0],
    slopes,
    frame: product(L, choleskyOf(inverseOfSymmetric(information, d), d), d),
  }
}

/** The Gauss–Newton step to the maximum, in z, and twice its expected gain of log density. */
export function newtonStep({ L, gradient, information }: Linearized): { step: Float64Array; gain: number } {
  const y = solveSymmetric(information, gradient)
  return { step: inCoordinates(L, y), gain: dot(y, gradient) }
}

/** L y. */
export function inCoordinates(L: Float64Array, y: ArrayLike<number>): Float64Array {
  const d = y.length
  return Float64Array.from({ length: d }, (_, a) => {
    let sum = 0
    for (let c = 0; c <= a; c++) sum += L[a * d + c] * y[c]
    return sum
  })
}

/** Derivative by central difference. */
export function difference(above: readonly number[], below: readonly number[], h: number): number[] {
  return above.map((x, i) => (x - below[i]) / (2 * h))
}

/** Σ aᵢbᵢ without NaN: a missing sample has no residual. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] * b[i]
    if (!Number.isNaN(x)) sum += x
  }
  return sum
}

/** The lower triangular L with L Lᵀ = Σ, d × d. */
export function choleskyOf(covariance: Float64Array, d: number): Float64Array {
  const L = new Float64Array(d * d)
  choleskyFactor(covariance, d, L, (row) => 1e-12 * covariance[row * d + row])
  return L
}

/** The product of two lower triangular matrices. */
function product(A: Float64Array, B: Float64Array, d: number): Float64Array {
  const out = new Float64Array(d * d)
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) for (let c = b; c <= a; c++) out[a * d + b] += A[a * d + c] * B[c * d + b]
  }
  return out
}
