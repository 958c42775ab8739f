import type { VoltageUnit } from '../../contract/recordings.ts'

/** Where a trace lies in time; its unit of voltage helps to tell spikes from ripples. */
export interface Clock {
  /** Milliseconds between samples; in the mean where they are not evenly spaced. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of each sample, ms, where they are not evenly spaced. */
  times?: ArrayLike<number>
  voltageUnit?: VoltageUnit
}
