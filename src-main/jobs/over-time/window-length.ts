import type { Rescaling } from '../../contract/conditioning.ts'

/** How long windows are for one model, by what rescaling they are read, and what there is to say of them. */
export interface WindowLength {
  length: number
  rescaling: Rescaling
  lengthFree: boolean
  /** Times of the spikes in the stretch, ms. */
  spikes: readonly number[]
  /** @param counts spikes in each of the windows, the fewest first */
  notes(counts: readonly number[]): string[]
}
