import type { Rescaling } from '../../contract/recordings.ts'

/** How long windows are for one model, by what rescaling they are read, and what there is to say of them. */
export interface WindowLength {
  length: number
  rescaling: Rescaling
  lengthFree: boolean
  /** Times of the spikes in the stretch, ms. */
  spikes: readonly number[]
  /** @param spikes in the middle one of the windows */
  notes(spikes: number): string[]
}
