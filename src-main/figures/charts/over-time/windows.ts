import type { SeriesWindow } from '../../../contract/series.ts'
import type { Range } from '../../scale/range.ts'

/** Common to all panels over time: the windows, their time range, and the chosen one. */
export interface CourseParts {
  windows: readonly SeriesWindow[]
  /** ms between starts of consecutive windows. */
  step: number
  /** ms */
  whole: Range
  /** Index of the chosen window. */
  chosen: number | null
  /** Only the lowest panel has time labels. */
  timeShown: boolean
}

/** Centre of a window, ms. */
export function centreOf({ window }: SeriesWindow): number {
  return 0.5 * (window.from + window.to)
}

/** The window whose centre is nearest to a time; null if there are none. */
export function nearestWindow(windows: readonly SeriesWindow[], time: number): SeriesWindow | null {
  if (windows.length === 0) return null
  return windows.reduce((best, one) =>
    Math.abs(centreOf(one) - time) < Math.abs(centreOf(best) - time) ? one : best,
  )
}
