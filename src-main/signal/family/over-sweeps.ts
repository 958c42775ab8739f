import { studentQuantile } from '../statistics/student-quantile.ts'

/** A feature of the cell with its 90 % interval over the sweeps; null where there are too few for one. */
export interface OverSweeps {
  value: number
  interval: { from: number; to: number } | null
}

/** Fewest sweeps for an interval. */
export const fewestSweeps = 3

/** Mean over sweeps, with Student's t interval; null without values. */
export function meanOverSweeps(values: readonly number[]): OverSweeps | null {
  const n = values.length
  if (n === 0) return null
  const value = values.reduce((sum, x) => sum + x, 0) / n
  if (n < fewestSweeps) return { value, interval: null }
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (n - 1)
  return { value, interval: around(value, Math.sqrt(variance / n), n - 1) }
}

/** Least-squares slope, with Student's t interval; null for fewer than three sweeps or a single x. */
export function slopeOverSweeps(x: readonly number[], y: readonly number[]): OverSweeps | null {
  const n = x.length
  const [mx, my] = [x, y].map((all) => all.reduce((sum, value) => sum + value, 0) / n)
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
  if (n < fewestSweeps || sxx === 0) return null
  const value = x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i] - my), 0) / sxx
  const rest = x.reduce((sum, xi, i) => sum + (y[i] - my - value * (xi - mx)) ** 2, 0)
  return { value, interval: around(value, Math.sqrt(rest / (n - 2) / sxx), n - 2) }
}

function around(value: number, error: number, freedom: number): { from: number; to: number } {
  const half = studentQuantile(freedom) * error
  return { from: value - half, to: value + half }
}
