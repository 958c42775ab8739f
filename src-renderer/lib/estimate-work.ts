import type { RecordedCycles } from '../../src-main/contract/cycles.ts'
import type { TraceView } from './types.ts'

/** A running estimate. */
export interface Work {
  name: string
  sweep: string
  text: string
  /** 0 … 1 */
  progress: number
  /** Seconds since the start. */
  elapsed: number
  /** Seconds of these before computing began: in the queue, reading, loading. And the progress at that time. */
  queued: number
  begunAt: number
  /** The model input, ms on the recording's clock; null where it is unknown or not a trace. */
  trace: TraceView | null
  /** Input of a spike-cycle model. */
  cycles?: RecordedCycles | undefined
}

/** Stages whose duration says nothing about the others. */
export const beforeWork: readonly string[] = ['waiting', 'reading', 'loading']
