import type { VoltageUnit } from '../../contract/recordings.ts'

/** Time axis of a trace; its voltage unit helps to distinguish spikes from ripples. */
export interface Clock {
  /** Sampling interval, ms; the mean where samples are unevenly spaced. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of each sample, ms, where they are unevenly spaced. */
  times?: ArrayLike<number>
  voltageUnit?: VoltageUnit
}
