import { choleskyFactor, forwardSolve } from './cholesky.ts'

/** Solves A x = b for a positive definite A (n × n), by its Cholesky factor. */
export function solveSymmetric(A: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const L = new Float64Array(n * n)
  choleskyFactor(A, n, L, (r) => 1e-12 * Math.max(1e-12, A[r * n + r]))
  const y = new Float64Array(n)
  forwardSolve(L, n, b, 0, y)
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) y[r] -= L[j * n + r] * y[j]
    y[r] /= L[r * n + r]
  }
  return y
}

/** Inverse of a positive definite A (n × n). */
export function inverseOfSymmetric(A: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n)
    unit[j] = 1
    solveSymmetric(A, unit).forEach((x, i) => {
      out[i * n + j] = x
    })
  }
  return out
}

/**
 * Adds a multiple of the identity until A (n × n) is positive definite; a copy of A where it is.
 * @param least lower bound of the squared diagonal of its Cholesky factor
 */
export function raisedToDefinite(A: Float64Array, n: number, least: number): Float64Array {
  const L = new Float64Array(n * n)
  for (let added = 0; ; added = Math.max(least, 2 * added)) {
    const raised = A.slice()
    for (let r = 0; r < n; r++) raised[r * n + r] += added
    choleskyFactor(raised, n, L)
    let definite = true
    for (let r = 0; r < n; r++) if (!(L[r * n + r] ** 2 >= least)) definite = false
    // NaN entries stay NaN, whatever is added.
    if (definite || added > 1e12) return raised
  }
}
