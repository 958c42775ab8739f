import { median, quantile } from '../../signal/robust.ts'
import { average, variance } from '../../signal/statistics/moments.ts'

/** A change that the low and the high level of an oscillation share. */
export interface SharedShift {
  /** In the unit of the trace, after less before, or end less start. */
  size: number
  /** The first sample of the new level; null where the level slides. */
  at: number | null
  /** From the low level to the high one. */
  height: number
}

const blocks = 10
const [low, high] = [0.1, 0.9]
/** A trace that swings between two levels is less than this in the middle third between them; noise is a third of it. */
const mostBetween = 0.27
/** The height of the swings must stay the same, within this share of it… */
const sameHeight = 0.15
/** …and the shift must explain how the level goes, but for this share of it. */
const unexplained = 0.25

/**
 * The step or slide of a trace's level, where all of the trace shares it: its swings stay as high as they were. Asks no
 * model, so that it finds changes that are too large for any fit. Null where the trace does not swing steadily, or
 * nothing of the kind is seen in it.
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
  // The block that holds a step has both levels in it: the one that stands out most is left out.
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

/** What a block of the trace swings between. */
interface Swing {
  /** Its first sample. */
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
  /** Sum of squares that is left. */
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
    // Between the last block before and the first after it: in the middle of the one that was left out, if it was there.
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
