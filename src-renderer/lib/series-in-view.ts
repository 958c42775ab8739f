import type { Series, SeriesPlan } from './types.ts'

/** What a series is of, and as far as it has come: enough to be drawn. */
export type SeriesInView = Pick<Series, 'recording' | 'model' | 'windows' | 'parameters'> & {
  plan: SeriesPlan
  changes: Series['changes'] | null
}

/** A series under way. */
export interface OverTimeWork {
  text: string
  /** 0 … 1 */
  progress: number
  secondsLeft: number | null
  /** Seconds since it was begun. */
  elapsed: number
  /** Being ended: what is done is being kept. */
  ending: boolean
}
