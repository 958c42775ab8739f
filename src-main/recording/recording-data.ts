import type { Reading } from '../contract/recordings.ts'

/** A stimulus in its own unit, with the index of its sweep (null: all sweeps). */
export interface StimulusData {
  name: string
  unit: string | null
  sweep: number | null
  samples: Float64Array
}

/** A recording as read from a file. Samples in the file's voltage unit. */
export interface RecordingData {
  reading: Reading
  /** Samples in each sweep. */
  points: number
  /** ms between samples; the mean interval if `places` gives the sample times. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** For unevenly spaced samples: time of each after the first, in sampling intervals (0 … points − 1). */
  places?: Float64Array
  /** All of equal length; shorter ones are padded with NaN. */
  sweeps: { name: string; samples: Float64Array }[]
  /** Whether sweeps were recorded with variable length, so that a short one is complete. */
  variableLength?: boolean
  /** Stimuli applied to the cell; as long as the sweeps. */
  stimuli: StimulusData[]
  /** The recorded recovery variable, if any; at most one per sweep, of equal length. */
  recoveries?: { name: string; sweep: number; samples: Float64Array }[]
}
