import { choleskyFactor, forwardSolve } from '../../signal/statistics/cholesky.ts'

/** Step of the finite differences, longest Newton step and number of steps, in unbounded coordinates. */
const [small, longest, iterations] = [0.01, 0.7, 12]
/** Standard deviation of a weak Gaussian prior at the start. */
const belief = 1.5

/**
 * Mode of a log likelihood of a few coordinates and the covariance there (Laplace approximation), by Newton's method
 * with finite differences and a weak Gaussian prior at the start.
 * @param of the log likelihood at a point; −∞ where it has none
 */
export function findNoiseMode(
  of: (z: readonly number[]) => number,
  start: readonly number[],
): { mean: number[]; covariance: Float64Array } {
  const D = start.length
  const believed = (z: readonly number[]): number => {
    const value = of(z) - 0.5 * z.reduce((sum, x, j) => sum + ((x - start[j]) / belief) ** 2, 0)
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
  }
  let z = start.slice()
  let value = believed(z)
  let curvature = curvatureOf(believed, z, value)
  for (let i = 0; i < iterations && Number.isFinite(value); i++) {
    const step = solve(curvature.negative, curvature.gradient)
    const length = Math.max(...step.map(Math.abs))
    if (length < small / 10) break
    let share = Math.min(1, longest / length)
    let [next, there] = [z, value]
    do {
      next = z.map((x, j) => x + share * step[j])
      there = believed(next)
      share /= 3
    } while (!(there > value) && share > 1e-3)
    if (!(there > value)) break
    z = next
    value = there
    curvature = curvatureOf(believed, z, value)
  }
  const covariance = new Float64Array(D * D)
  for (let j = 0; j < D; j++) {
    const column = solve(
      curvature.negative,
      start.map((_, i) => (i === j ? 1 : 0)),
    )
    column.forEach((x, i) => {
      covariance[i * D + j] = x
    })
  }
  return { mean: z, covariance }
}

interface Curvature {
  gradient: number[]
  /** Minus the Hessian, D × D, modified to be positive. */
  negative: Float64Array
}

function curvatureOf(f: (z: readonly number[]) => number, z: readonly number[], value: number): Curvature {
  const D = z.length
  const at = (...moves: [number, number][]): number => {
    const moved = z.slice()
    for (const [j, h] of moves) moved[j] += h
    const there = f(moved)
    return Number.isFinite(there) ? there : value - 1
  }
  const negative = new Float64Array(D * D)
  const gradient = z.map((_, j) => {
    const [up, down] = [at([j, small]), at([j, -small])]
    negative[j * D + j] = Math.max(1 / belief ** 2, (2 * value - up - down) / small ** 2)
    return (up - down) / (2 * small)
  })
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < i; j++) {
      const mixed =
        at([i, small], [j, small]) +
        at([i, -small], [j, -small]) -
        at([i, small], [j, -small]) -
        at([i, -small], [j, small])
      const most = 0.98 * Math.sqrt(negative[i * D + i] * negative[j * D + j])
      negative[i * D + j] = Math.max(-most, Math.min(most, -mixed / (4 * small ** 2)))
      negative[j * D + i] = negative[i * D + j]
    }
  }
  return { gradient, negative }
}

/** Solves A x = b for a symmetric positive definite A. */
function solve(A: Float64Array, b: readonly number[]): number[] {
  const D = b.length
  const L = new Float64Array(D * D)
  choleskyFactor(A, D, L, (row) => 1e-6 * A[row * D + row])
  const y = new Float64Array(D)
  forwardSolve(L, D, b, 0, y)
  const x = new Array<number>(D).fill(0)
  for (let r = D - 1; r >= 0; r--) {
    let sum = y[r]
    for (let j = r + 1; j < D; j++) sum -= L[j * D + r] * x[j]
    x[r] = sum / L[r * D + r]
  }
  return x
}
