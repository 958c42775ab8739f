/** Ticks closer than this would merge, px. */
export const leastDistance = 4
/** Width of a count bar in a crowded range, px. */
export const barWidth = 4

/** Drawing of a row of events: ticks where they can be distinguished, bars of their counts elsewhere. */
export interface RowMarks {
  /** Positions of single events, px. */
  ticks: number[]
  /** Ranges in which ticks would merge. */
  crowds: Crowd[]
}

export interface Crowd {
  /** px */
  from: number
  to: number
  count: number
  /** Event count of each bar, from the left; all bars have the same width. */
  bars: number[]
}

/**
 * Divides events, by their positions on the screen, into single ticks and crowds: runs with gaps below `leastDistance`.
 * Every event is in exactly one of them.
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
  // Whole bars centred on the run, so that its first and last event lie within them.
  const from = (first + last - count * barWidth) / 2
  const bars = new Array<number>(count).fill(0)
  for (const place of run) bars[Math.min(count - 1, Math.max(0, Math.floor((place - from) / barWidth)))]++
  return { from, to: from + count * barWidth, count: run.length, bars }
}
