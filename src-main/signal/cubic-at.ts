/**
 * Interpolates an even grid by the cubic through the two points on each side (at the grid's ends, through its four
 * last). For a function with fourth derivative f⁗ the error is at most 0.0234 f⁗ step⁴, at the ends 0.042 f⁗ step⁴.
 * @param at positions, in grid steps from the first point @param points of the grid, at least 4
 * @returns a function that reads grid[from …) and writes out[to …), one value for each of `at`
 */
export function cubicAt(at: ArrayLike<number>, points: number) {
  const n = at.length
  const first = new Int32Array(n)
  const weights = new Float64Array(4 * n)
  for (let j = 0; j < n; j++) {
    first[j] = Math.min(points - 4, Math.max(0, Math.floor(at[j]) - 1))
    const x = at[j] - first[j]
    weights[4 * j] = (-(x - 1) * (x - 2) * (x - 3)) / 6
    weights[4 * j + 1] = (x * (x - 2) * (x - 3)) / 2
    weights[4 * j + 2] = (-x * (x - 1) * (x - 3)) / 2
    weights[4 * j + 3] = (x * (x - 1) * (x - 2)) / 6
  }
  return (grid: ArrayLike<number>, from: number, out: Float32Array | Float64Array, to: number): void => {
    for (let j = 0; j < n; j++) {
      const i = from + first[j]
      const w = 4 * j
      out[to + j] =
        weights[w] * grid[i] +
        weights[w + 1] * grid[i + 1] +
        weights[w + 2] * grid[i + 2] +
        weights[w + 3] * grid[i + 3]
    }
  }
}
