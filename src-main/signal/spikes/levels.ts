import { median, quantile } from '../robust.ts'

/** Shortest trace that is searched. */
export const fewest = 16

/** Most sample pairs used to estimate how the trace changes. */
const mostCompared = 40_000

/** Noise spends more than half of the time in the middle third of its range; a spiking model a fifth. */
export function isOscillating(sorted: Float64Array): boolean {
  const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)]
  const middle = sorted.filter((v) => v > low + (high - low) / 3 && v < high - (high - low) / 3)
  return middle.length < 0.36 * sorted.length
}

/** Hysteresis: how far the trace must fall below the threshold to end a spike, beyond the noise. */
export function wayBack(rise: number, noise: number): number {
  return Math.min(0.4 * rise, Math.max(0.25 * rise, 5 * noise))
}

/** The usual level below the middle between bottom and top. */
export function lowLevel(sorted: Float64Array, top: number): number {
  const below = sorted.subarray(0, countBelow(sorted, middleOf(sorted, top)))
  return below.length === 0 ? sorted[0] : quantile(below, 0.5)
}

/** The usual level above it. */
export function highLevel(sorted: Float64Array, top: number): number {
  const above = sorted.subarray(countBelow(sorted, middleOf(sorted, top)))
  return above.length === 0 ? top : quantile(above, 0.5)
}

function middleOf(sorted: Float64Array, top: number): number {
  return 0.5 * (quantile(sorted, 0.001) + top)
}

function countBelow(sorted: Float64Array, level: number): number {
  let count = 0
  while (count < sorted.length && sorted[count] < level) count++
  return count
}

/** The highest of the medians of three neighbours: a single outlier is no spike. */
export function smoothedMaximum(x: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY
  for (let i = 1; i + 1 < x.length; i++) {
    const [a, b, c] = [x[i - 1], x[i], x[i + 1]]
    const middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
    if (middle > top) top = middle
  }
  return top
}

/** Robust standard deviation, per end, of the change from one sample to that `lag` samples later. */
export function spreadOver(x: ArrayLike<number>, lag: number): number {
  const far = Math.max(1, Math.min(Math.round(lag), x.length >> 2))
  const stride = Math.ceil((x.length - far) / mostCompared)
  const count = Math.floor((x.length - far - 1) / stride) + 1
  const changes = Float64Array.from({ length: count }, (_, k) =>
    Math.abs(x[k * stride + far] - x[k * stride]),
  )
  return (1.4826 * median(changes)) / Math.SQRT2
}
