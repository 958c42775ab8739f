import type { Series, SeriesPlan } from './types.ts'

/** A series, with its finished windows so far: enough to be drawn. */
export type SeriesInView = Pick<Series, 'recording' | 'model' | 'windows' | 'parameters'> & {
  plan: SeriesPlan
  changes: Series['changes'] | null
}

/** A running series. */
export interface OverTimeWork {
  text: string
  /** 0 … 1 */
  progress: number
  secondsLeft: number | null
  /** Seconds since the start. */
  elapsed: number
  /** Being stopped: finished windows are being saved. */
  ending: boolean
}
