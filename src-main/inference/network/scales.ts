/** Shift and scale of each column, x ↦ (x − mean)/sd. */
export interface Scales {
  mean: number[]
  sd: number[]
}

/** Smallest scale, so that a constant column is not divided by 0. */
const leastScale = 1e-6

/** Mean and standard deviation of each column. @param values rows × columns */
export function columnMoments(values: Float64Array | Float32Array, columns: number): Scales {
  const rows = values.length / columns
  const mean = new Array<number>(columns).fill(0)
  const sd = new Array<number>(columns).fill(0)
  for (let i = 0; i < values.length; i++) mean[i % columns] += values[i] / rows
  for (let i = 0; i < values.length; i++) sd[i % columns] += (values[i] - mean[i % columns]) ** 2 / rows
  return { mean, sd: sd.map((v) => Math.max(Math.sqrt(v), leastScale)) }
}

/** Minimum (as `mean`) and range (as `sd`) of each column, which scale it to 0 … 1. */
export function columnRanges(columns: readonly number[][]): Scales {
  const least = columns.map((column) => column.reduce((a, b) => Math.min(a, b)))
  const most = columns.map((column) => column.reduce((a, b) => Math.max(a, b)))
  return { mean: least, sd: most.map((v, j) => Math.max(v - least[j], leastScale)) }
}
