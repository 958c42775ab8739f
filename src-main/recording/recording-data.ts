import type { Reading } from '../contract/recordings.ts'

/** A stimulus in its own unit, and the index of the sweep that it belongs to (null: all). */
export interface StimulusData {
  name: string
  unit: string | null
  sweep: number | null
  samples: Float64Array
}

/** A recording as read from a file. Samples in the file's own unit of voltage. */
export interface RecordingData {
  reading: Reading
  /** Samples in each sweep. */
  points: number
  /** Milliseconds between samples; in the mean where `places` says where each stands. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of samples that are not evenly spaced: the time of each after the first, in sampling intervals (0 … points − 1). */
  places?: Float64Array
  /** All with as many samples; a shorter one ends in NaN. */
  sweeps: { name: string; samples: Float64Array }[]
  /** Whether each sweep was recorded for as long as it took: none is cut off for being shorter. */
  variableLength?: boolean
  /** What was given to the cell; as long as the sweeps. */
  stimuli: StimulusData[]
  /** The recovery variable beside the potential, where it was recorded; at most one of each sweep, as long as it. */
  recoveries?: { name: string; sweep: number; samples: Float64Array }[]
}
