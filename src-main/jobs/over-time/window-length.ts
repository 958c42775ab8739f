import type { Rescaling } from '../../contract/conditioning.ts'

/** Window length for a model, the shared rescaling, and notes on the windows. */
export interface WindowLength {
  length: number
  rescaling: Rescaling
  lengthFree: boolean
  /** Times of the spikes in the stretch, ms. */
  spikes: readonly number[]
  /** @param counts spikes in each window, ascending */
  notes(counts: readonly number[]): string[]
}
