import { quantile, sortedSample } from '../robust.ts'

/** A trace described by two alternating levels. */
export interface TwoLevels {
  /** Medians of the samples below and above the mid-level. */
  low: number
  high: number
  /**
   * Share of samples in the middle third between them: 17 % for noise of any colour about one level, 15 % for a sine, 8
   * % for a neuron that jumps between the levels.
   */
  between: number
}

const rounds = 8

/** @returns null where there are no two levels */
export function twoLevels(x: ArrayLike<number>): TwoLevels | null {
  const sorted = sortedSample(x)
  if (sorted.length < 2) return null
  let middle = (quantile(sorted, 0.05) + quantile(sorted, 0.95)) / 2
  let [low, high] = [0, 0]
  for (let k = 0; k < rounds; k++) {
    const at = below(sorted, middle)
    if (at === 0 || at === sorted.length) return null
    low = quantile(sorted.subarray(0, at), 0.5)
    high = quantile(sorted.subarray(at), 0.5)
    middle = (low + high) / 2
  }
  if (!(high > low)) return null
  const third = (high - low) / 3
  const between = (below(sorted, high - third) - below(sorted, low + third)) / sorted.length
  return { low, high, between }
}

/** How many are below a level. @param sorted ascending */
function below(sorted: Float64Array, level: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle] < level) from = middle + 1
    else to = middle
  }
  return from
}
