import type { Evaluation } from '../contract/models.ts'

/** Points stored for the scatter plots. */
const scatterPoints = 400

/** Accuracy of one parameter's estimates over many traces. */
export interface Accuracy {
  /** Share of the truth's variance explained by the estimates (coefficient of determination). */
  r2: number
  rmse: number
}

/** An untrained network may give any value, and a card holds finite numbers: values are clipped here. */
const worstR2 = -1000
const mostError = 1e100

/** @param truth and estimate, in the same order; a non-finite estimate counts as a large error */
export function accuracyOf(truth: readonly number[], estimate: readonly number[]): Accuracy {
  const n = truth.length
  const mean = truth.reduce((a, b) => a + b, 0) / n
  const left = truth.reduce((sum, t, k) => sum + (t - within(estimate[k])) ** 2, 0)
  const total = truth.reduce((sum, t) => sum + (t - mean) ** 2, 0)
  return { r2: Math.max(1 - left / total, worstR2), rmse: Math.sqrt(left / n) }
}

/** Truth and estimate of some parameters, by name, for a model's card. */
export function describeAccuracy(
  columns: Record<string, { truth: number[]; estimate: number[] }>,
): Pick<Evaluation, 'r2' | 'rmse' | 'scatter'> {
  const result: Pick<Evaluation, 'r2' | 'rmse' | 'scatter'> = { r2: {}, rmse: {}, scatter: {} }
  const short = (values: number[]): number[] =>
    values.slice(0, scatterPoints).map((x) => Number(within(x).toPrecision(5)))
  for (const [name, { truth, estimate }] of Object.entries(columns)) {
    const { r2, rmse } = accuracyOf(truth, estimate)
    result.r2[name] = r2
    result.rmse[name] = rmse
    result.scatter[name] = { truth: short(truth), estimate: short(estimate) }
  }
  return result
}

function within(x: number): number {
  return Number.isNaN(x) ? mostError : Math.min(Math.max(x, -mostError), mostError)
}
