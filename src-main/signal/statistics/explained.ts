import { solveSymmetric } from './solve-symmetric.ts'

/** A column whose squared length beyond the others is below this is collinear. */
const same = 1e-8

/** Orthonormal basis of the given columns; collinear ones are left out (Gram–Schmidt, twice). */
export function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const out: Float64Array[] = []
  for (const column of columns) {
    const rest = lessThose(column, out)
    const square = dot(rest, rest)
    if (square > same * dot(column, column)) out.push(rest.map((v) => v / Math.sqrt(square)))
  }
  return out
}

export interface Explained {
  /** Reduction of the residual sum of squares by the columns, beyond those before them. */
  sum: number
  /** Its degrees of freedom. */
  degrees: number
  /** Coefficients, in the order given, and their standard errors for noise of sd 1. */
  factors: number[]
  errors: number[]
}

/**
 * Least squares of y on columns, adjusted for others: in white noise of variance 1 the sum is χ² with `degrees` degrees
 * of freedom, whatever the others explain.
 * @param others orthonormal
 */
export function explainedBeyond(
  y: Float64Array,
  columns: readonly Float64Array[],
  others: readonly Float64Array[],
): Explained {
  const own = columns.map((column) => lessThose(column, others))
  const kept = own.flatMap((column, k) =>
    dot(column, column) > same * dot(columns[k], columns[k]) ? [k] : [],
  )
  const n = kept.length
  const factors = new Array<number>(columns.length).fill(0)
  const errors = new Array<number>(columns.length).fill(0)
  if (n === 0) return { sum: 0, degrees: 0, factors, errors }
  const squares = new Float64Array(n * n)
  const products = Float64Array.from(kept, (k) => dot(own[k], y))
  kept.forEach((j, r) => {
    kept.forEach((k, c) => {
      squares[r * n + c] = dot(own[j], own[k])
    })
  })
  const solved = solveSymmetric(squares, products)
  kept.forEach((k, r) => {
    const unit = new Float64Array(n)
    unit[r] = 1
    factors[k] = solved[r]
    errors[k] = Math.sqrt(Math.max(0, solveSymmetric(squares, unit)[r]))
  })
  return { sum: dot(solved, products), degrees: n, factors, errors }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** Twice, against rounding errors of nearly collinear columns. */
function lessThose(column: Float64Array, others: readonly Float64Array[]): Float64Array {
  const rest = column.slice()
  for (let pass = 0; pass < 2; pass++) {
    for (const other of others) {
      const share = dot(rest, other)
      for (let i = 0; i < rest.length; i++) rest[i] -= share * other[i]
    }
  }
  return rest
}
