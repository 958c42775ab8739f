import { median, quantile, sortedSample } from '../robust.ts'

/** The line is fitted to the medians of this many blocks. */
const blocks = 60

/**
 * Theil–Sen slope of a trace, per sample: the median of the slopes between block medians, robust to spikes and single
 * artefacts. 0 where fewer than two blocks have samples.
 */
export function robustSlope(x: Float64Array): number {
  const length = Math.max(1, x.length / blocks)
  const at: number[] = []
  const level: number[] = []
  for (let k = 0; k * length < x.length; k++) {
    const [from, to] = [Math.round(k * length), Math.min(x.length, Math.round((k + 1) * length))]
    const near = sortedSample(x, from, to)
    if (near.length === 0) continue
    at.push((from + to - 1) / 2)
    level.push(quantile(near, 0.5))
  }
  const slopes: number[] = []
  for (let j = 1; j < at.length; j++) {
    for (let i = 0; i < j; i++) slopes.push((level[j] - level[i]) / (at[j] - at[i]))
  }
  return slopes.length === 0 ? 0 : median(slopes)
}

/**
 * Subtracts a line with the slope of a stretch; the level at the stretch's middle is unchanged.
 * @param from first sample of the stretch @param to the one after its last
 */
export function detrend(x: Float64Array, from: number, to: number): { samples: Float64Array; slope: number } {
  const slope = robustSlope(x.subarray(from, to))
  const middle = (from + to - 1) / 2
  return { samples: x.map((v, i) => v - slope * (i - middle)), slope }
}
