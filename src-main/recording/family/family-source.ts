import type { Doubt, ReadingChoice, VoltageUnit } from '../../contract/recordings.ts'

/** A recording as input of a family, from a file or the library. */
export interface FamilySource {
  /** File name, for messages. */
  name: string
  /** Samples in each sweep. */
  points: number
  /** Sampling interval in ms; the mean if uneven. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  uneven: boolean
  voltageUnit: VoltageUnit
  doubts: readonly Doubt[]
  /** SHA-256 of the file, hexadecimal, if known. */
  sha256?: string | undefined
  /** The user's decisions on how the file is read. */
  choice?: ReadingChoice | undefined
  /** All sweeps of the recording. */
  sweeps: readonly SampledSweep[]
  stimuli: readonly SampledStimulus[]
}

interface SampledSweep {
  name: string
  /** In the recording's unit; NaN if missing. */
  samples(): Float64Array | Promise<Float64Array>
}

export interface SampledStimulus {
  name: string
  unit: string | null
  /** Index of its sweep; null: all. */
  sweep: number | null
  /** In its own unit. */
  samples(): Float64Array | Promise<Float64Array>
}
