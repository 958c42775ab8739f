import type { VoltageUnit, Window } from '../contract/recordings.ts'

/** One sweep of a recording. */
export interface ObservationSource {
  /** In the recording's unit of voltage. */
  samples: Float64Array
  /** ms */
  samplingInterval: number
  /** Time of the first sample, ms. */
  start: number
  voltageUnit: VoltageUnit
}

/** The samples in a window. */
export function cut(source: ObservationSource, { from, to }: Window): Float64Array {
  return source.samples.subarray(indexOf(from, source), Math.max(0, indexOf(to, source)))
}

/** The sample at a time, ms; not before the first. */
export function indexOf(time: number, { samplingInterval, start }: ObservationSource): number {
  return Math.max(0, Math.round((time - start) / samplingInterval))
}
