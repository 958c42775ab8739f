/** Writes (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last) of r = observed − predicted[from …) to sums[at … at+4), as kernels do. */
export function writeResidualSums(
  observed: ArrayLike<number>,
  predicted: ArrayLike<number>,
  from: number,
  n: number,
  sums: Float64Array,
  at: number,
): void {
  let [squares, steps] = [0, 0]
  let previous = observed[0] - predicted[from]
  const first = previous
  for (let i = 0; i < n; i++) {
    const r = observed[i] - predicted[from + i]
    squares += r * r
    steps += (r - previous) * (r - previous)
    previous = r
  }
  sums[at] = squares
  sums[at + 1] = steps
  sums[at + 2] = first
  sums[at + 3] = previous
}
