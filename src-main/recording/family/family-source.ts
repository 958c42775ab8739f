import type { Doubt, ReadingChoice, VoltageUnit } from '../../contract/recordings.ts'

/** A recording as a family is made of it: what a file had, or the library has. */
export interface FamilySource {
  /** Of the file, for people. */
  name: string
  /** Samples in each sweep. */
  points: number
  /** ms between samples; in the mean where they are uneven. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  uneven: boolean
  voltageUnit: VoltageUnit
  doubts: readonly Doubt[]
  /** SHA-256 of the file, hexadecimal, where it is known. */
  sha256?: string | undefined
  /** What was decided about how the file is read. */
  choice?: ReadingChoice | undefined
  /** All of the recording. */
  sweeps: readonly SampledSweep[]
  stimuli: readonly SampledStimulus[]
}

interface SampledSweep {
  name: string
  /** In the recording's unit; NaN where one is missing. */
  samples(): Float64Array | Promise<Float64Array>
}

export interface SampledStimulus {
  name: string
  unit: string | null
  /** Index of the sweep that it belongs to; null: all. */
  sweep: number | null
  /** In its own unit. */
  samples(): Float64Array | Promise<Float64Array>
}
