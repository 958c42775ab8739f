import type { VoltageUnit } from '../../contract/recordings.ts'

/** Where a trace lies in time; its unit of voltage helps to tell spikes from ripples. */
export interface Clock {
  /** Milliseconds between samples. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  voltageUnit?: VoltageUnit
}
