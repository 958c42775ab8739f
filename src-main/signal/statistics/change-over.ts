import { median } from '../robust.ts'
import { inverseOfSymmetric, solveSymmetric } from './solve-symmetric.ts'

/** How a quantity changes over the sweeps of a family. */
export interface Change {
  /** In the quantity's unit, from the first sweep to the last. */
  change: number
  /** Change over its standard error, from the scatter of the values. */
  z: number
}

const fewest = 5

/** By the Theil–Sen slope; null for fewer than five values. @param values NaN where a sweep has none */
export function changeOver(values: readonly number[]): Change | null {
  const at = values.map((v, i) => [i, v] as const).filter(([, v]) => !Number.isNaN(v))
  if (at.length < fewest) return null
  const slopes: number[] = []
  at.forEach(([i, a], k) => {
    for (const [j, b] of at.slice(k + 1)) slopes.push((b - a) / (j - i))
  })
  const slope = median(slopes)
  const middle = median(at.map(([i, v]) => v - slope * i))
  const scatter = 1.4826 * median(at.map(([i, v]) => Math.abs(v - middle - slope * i)))
  const places = at.map(([i]) => i)
  const mean = places.reduce((a, b) => a + b, 0) / places.length
  const spread = Math.sqrt(places.reduce((sum, i) => sum + (i - mean) ** 2, 0))
  const span = places[places.length - 1] - places[0]
  return { change: slope * span, z: Math.abs(slope) / Math.max(1e-9, (1.25 * scatter) / spread) }
}

/** Order and current are confounded where the currents explain more of the order than this. */
const mostExplained = 0.8
/** Two more values than coefficients, of which there are four. */
const fewestBeside = 6
/** Lower bound of the error, as a share of the values' spread: a parabola is never exact. */
const leastError = 1e-3

/**
 * The change over the sweeps at equal current: least squares of a parabola in the current and a line in the order. Null
 * where order and current are confounded, or for fewer than six values.
 * @param values NaN where a sweep has none @param currents of the sweeps, pA
 */
export function changeBeside(values: readonly number[], currents: readonly number[]): Change | null {
  const at = values.flatMap((value, i) => (Number.isNaN(value) ? [] : [{ value, i, current: currents[i] }]))
  if (at.length < fewestBeside) return null
  const scaled = (of: number[]): number[] => {
    const [low, high] = [Math.min(...of), Math.max(...of)]
    return of.map((x) => (high > low ? (2 * x - low - high) / (high - low) : 0))
  }
  const current = scaled(at.map((one) => one.current))
  const order = scaled(at.map(({ i }) => i))
  const constant = at.map(() => 1)
  const varies = current.some((x) => x !== 0)
  const curve = varies ? [constant, current, current.map((x) => x * x)] : [constant]
  const explained = 1 - leftBy(curve, order) / leftBy([constant], order)
  if (explained > mostExplained) return null
  const columns = [...curve, order]
  const y = at.map(({ value }) => value)
  const { weights, inverse } = fitted(columns, y)
  const last = columns.length - 1
  const freedom = Math.max(1, y.length - columns.length)
  const error = Math.sqrt((leftBy(columns, y) / freedom) * inverse[last * columns.length + last])
  // Order is scaled to −1 … 1.
  return {
    change: 2 * weights[last],
    z: Math.abs(weights[last]) / Math.max(error, leastError * (Math.max(...y) - Math.min(...y)), 1e-9),
  }
}

function fitted(columns: readonly number[][], y: readonly number[]) {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, x, i) => sum + x * b[i], 0)
  const gram = Float64Array.from(columns.flatMap((a) => columns.map((b) => dot(a, b))))
  const right = Float64Array.from(columns, (a) => dot(a, y))
  return { weights: solveSymmetric(gram, right), inverse: inverseOfSymmetric(gram, columns.length) }
}

/** Residual sum of squares of the least-squares fit. */
function leftBy(columns: readonly number[][], y: readonly number[]): number {
  const { weights } = fitted(columns, y)
  return y.reduce((sum, v, i) => sum + (v - columns.reduce((s, c, k) => s + weights[k] * c[i], 0)) ** 2, 0)
}
