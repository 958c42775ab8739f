/** Ticks closer than this would merge, px. */
export const leastDistance = 4
/** Width of a bar of a crowded stretch, px. */
export const barWidth = 4

/** How a row of events is drawn: ticks where each can be told from the next, bars of their number elsewhere. */
export interface RowMarks {
  /** Places of single events, px. */
  ticks: number[]
  /** Stretches in which ticks would merge. */
  crowds: Crowd[]
}

export interface Crowd {
  /** px */
  from: number
  to: number
  count: number
  /** Number of events in each bar, all of one width, from the left. */
  bars: number[]
}

/**
 * Parts events, by their places on the screen, into single ticks and crowds: runs in which one follows the other within
 * less than `leastDistance`. Every event is in one of them.
 * @param places px, ascending
 */
export function rowMarks(places: readonly number[]): RowMarks {
  const marks: RowMarks = { ticks: [], crowds: [] }
  for (const run of runsOf(places)) {
    if (run.length === 1) marks.ticks.push(run[0])
    else marks.crowds.push(crowdOf(run))
  }
  return marks
}

function runsOf(places: readonly number[]): number[][] {
  const runs: number[][] = []
  places.forEach((place, i) => {
    if (i > 0 && place - places[i - 1] < leastDistance) runs[runs.length - 1].push(place)
    else runs.push([place])
  })
  return runs
}

function crowdOf(run: readonly number[]): Crowd {
  const [first, last] = [run[0], run[run.length - 1]]
  const count = Math.floor((last - first) / barWidth) + 1
  // Whole bars about the run, so that its first and last event lie within them.
  const from = (first + last - count * barWidth) / 2
  const bars = new Array<number>(count).fill(0)
  for (const place of run) bars[Math.min(count - 1, Math.max(0, Math.floor((place - from) / barWidth)))]++
  return { from, to: from + count * barWidth, count: run.length, bars }
}
