import type { SeriesWindow } from '../../../contract/series.ts'
import type { Range } from '../../scale/range.ts'

/** What is common to all panels over time: the windows, the stretch they lie in, and the chosen one. */
export interface CourseParts {
  windows: readonly SeriesWindow[]
  /** ms from a window to the next. */
  step: number
  /** ms */
  whole: Range
  /** Index of the chosen window. */
  chosen: number | null
  /** Only the lowest panel says the times. */
  timeShown: boolean
}

/** Its middle, ms. */
export function centreOf({ window }: SeriesWindow): number {
  return 0.5 * (window.from + window.to)
}

/** The window whose middle is nearest to a time; null where there is none. */
export function nearestWindow(windows: readonly SeriesWindow[], time: number): SeriesWindow | null {
  if (windows.length === 0) return null
  return windows.reduce((best, one) =>
    Math.abs(centreOf(one) - time) < Math.abs(centreOf(best) - time) ? one : best,
  )
}
