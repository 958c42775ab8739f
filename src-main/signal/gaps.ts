/** Which samples of a trace are present; missing ones are NaN. */
export interface Gaps {
  /** Samples present. */
  count: number
  first: number
  last: number
  /** Stretches without a gap, [from, to), in order. */
  runs: readonly { from: number; to: number }[]
}

/** @returns null where no sample is present */
export function findGaps(trace: ArrayLike<number>): Gaps | null {
  const runs: { from: number; to: number }[] = []
  for (let i = 0; i < trace.length; i++) {
    if (Number.isNaN(trace[i])) continue
    const run = runs[runs.length - 1]
    if (run && run.to === i) run.to++
    else runs.push({ from: i, to: i + 1 })
  }
  return ofRuns(runs)
}

/** Gaps of samples [from, to), counted from `from`. @returns null where no sample is present */
export function gapsBetween({ runs }: Gaps, from: number, to: number): Gaps | null {
  return ofRuns(
    runs.flatMap((run) => {
      const [first, end] = [Math.max(run.from, from), Math.min(run.to, to)]
      return first < end ? [{ from: first - from, to: end - from }] : []
    }),
  )
}

function ofRuns(runs: Gaps['runs']): Gaps | null {
  if (runs.length === 0) return null
  return {
    count: runs.reduce((sum, { from, to }) => sum + to - from, 0),
    first: runs[0].from,
    last: runs[runs.length - 1].to - 1,
    runs,
  }
}
