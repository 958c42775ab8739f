import type { VoltageUnit, Window } from '../contract/recordings.ts'
import { firstFrom } from './uneven.ts'

/** One sweep of a recording. */
export interface ObservationSource {
  /** In the recording's voltage unit. */
  samples: Float64Array
  /** The recovery variable of a neuron in model units at the same times, where recorded. */
  recovery?: Float64Array | undefined
  /** ms; the mean where samples are unevenly spaced. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of each sample, ms, rising, where they are unevenly spaced. */
  times?: Float64Array
  voltageUnit: VoltageUnit
}

/** The samples in a window. */
export function cut(source: ObservationSource, { from, to }: Window): Float64Array {
  return source.samples.subarray(indexOf(from, source), Math.max(0, indexOf(to, source)))
}

/** The sample at a time, ms; at least 0. For unevenly spaced samples, the first at or after it. */
export function indexOf(time: number, { samplingInterval, start, times }: ObservationSource): number {
  if (times) return firstFrom(times, time)
  return Math.max(0, Math.round((time - start) / samplingInterval))
}
