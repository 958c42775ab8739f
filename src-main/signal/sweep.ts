import type { VoltageUnit, Window } from '../contract/recordings.ts'
import { firstFrom } from './uneven.ts'

/** One sweep of a recording. */
export interface ObservationSource {
  /** In the recording's unit of voltage. */
  samples: Float64Array
  /** The recovery variable of a neuron in model units at the same times, where it was recorded too. */
  recovery?: Float64Array | undefined
  /** ms; in the mean where they are not evenly spaced. */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  /** Of each sample, ms, rising, where they are not evenly spaced. */
  times?: Float64Array
  voltageUnit: VoltageUnit
}

/** The samples in a window. */
export function cut(source: ObservationSource, { from, to }: Window): Float64Array {
  return source.samples.subarray(indexOf(from, source), Math.max(0, indexOf(to, source)))
}

/** The sample at a time, ms; not before the first. Of samples that are not evenly spaced the first from there on. */
export function indexOf(time: number, { samplingInterval, start, times }: ObservationSource): number {
  if (times) return firstFrom(times, time)
  return Math.max(0, Math.round((time - start) / samplingInterval))
}
