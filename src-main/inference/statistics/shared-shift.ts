import { median, quantile } from '../../signal/robust.ts'
import { average, variance } from '../../signal/statistics/moments.ts'

/** A shift shared by the low and the high level of an oscillation. */
export interface SharedShift {
  /** In the unit of the trace: after minus before, or end minus start. */
  size: number
  /** The first sample of the new level; null for a drift. */
  at: number | null
  /** From the low level to the high one. */
  height: number
}

const blocks = 10
const [low, high] = [0.1, 0.9]
/** Largest share of samples in the middle third between the levels of an oscillating trace; for noise it is a third. */
const mostBetween = 0.27
/** Largest coefficient of variation of the swings' height… */
const sameHeight = 0.15
/** …and largest rms error of the fitted shift, as a share of it. */
const unexplained = 0.25

/**
 * A step or drift of a trace's level that leaves the height of its swings unchanged. Needs no model, so it also finds
 * changes too large for any fit. Null where the trace does not oscillate steadily, or has no such shift.
 */
export function sharedShift(x: ArrayLike<number>): SharedShift | null {
  const length = Math.floor(x.length / blocks)
  const own = Array.from({ length: blocks }, (_, b) =>
    Float64Array.from({ length }, (_, i) => x[b * length + i])
      .filter((v) => !Number.isNaN(v))
      .sort(),
  )
  if (own.some((block) => block.length < length / 2)) return null
  const all = own.map((block, k) => swingOf(block, k * length))
  // The block with the step contains both levels: the most deviating one is excluded.
  const usual = median(all.map(({ height }) => height))
  const odd = all.reduce((a, b) => (Math.abs(b.height - usual) > Math.abs(a.height - usual) ? b : a))
  const swings = all.filter((swing) => swing !== odd)
  const heights = swings.map(({ height }) => height)
  const height = average(heights)
  if (!(height > 0) || Math.sqrt(variance(heights)) > sameHeight * height) return null
  if (average(swings.map(({ between }) => between)) > mostBetween) return null

  const step = bestStep(swings, length)
  const slide = line(swings, x.length)
  const best = step.rest < slide.rest ? step : slide
  if (Math.sqrt(best.rest / swings.length) > unexplained * Math.abs(best.size)) return null
  return { size: best.size, at: best.at, height }
}

/** Levels of one block of the trace. */
interface Swing {
  /** Index of its first sample. */
  from: number
  middle: number
  height: number
  /** Share of its samples in the middle third. */
  between: number
}

function swingOf(sorted: Float64Array, from: number): Swing {
  const [a, b] = [quantile(sorted, low), quantile(sorted, high)]
  const third = (b - a) / 3
  const between = sorted.filter((v) => v > a + third && v < b - third).length / sorted.length
  return { from, middle: (a + b) / 2, height: b - a, between }
}

interface Fit {
  size: number
  /** Residual sum of squares. */
  rest: number
  at: number | null
}

function bestStep(swings: readonly Swing[], length: number): Fit {
  const y = swings.map(({ middle }) => middle)
  let best: Fit = { size: 0, rest: Number.POSITIVE_INFINITY, at: null }
  for (let k = 1; k < y.length; k++) {
    const [before, after] = [y.slice(0, k), y.slice(k)]
    const rest = before.length * variance(before) + after.length * variance(after)
    if (rest >= best.rest) continue
    // Between the last block before and the first after it: in the middle of the excluded one, if it was there.
    const at = Math.round((swings[k - 1].from + length + swings[k].from) / 2)
    best = { size: average(after) - average(before), rest, at }
  }
  return best
}

function line(swings: readonly Swing[], points: number): Fit {
  const centre = average(swings.map(({ from }) => from))
  const mean = average(swings.map(({ middle }) => middle))
  const square = swings.reduce((s, { from }) => s + (from - centre) ** 2, 0)
  const slope = swings.reduce((s, { from, middle }) => s + (from - centre) * (middle - mean), 0) / square
  const rest = swings.reduce((s, { from, middle }) => s + (middle - mean - slope * (from - centre)) ** 2, 0)
  return { size: slope * points, rest, at: null }
}
