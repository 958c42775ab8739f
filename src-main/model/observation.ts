import type { OwnSamples } from '../contract/compute.ts'
import type { Conditioning, Rescaling } from '../contract/conditioning.ts'
import type { CycleEvidence } from '../contract/cycles.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { ObservationPreview, Window } from '../contract/recordings.ts'
import type { Reason } from '../contract/reports.ts'

/** A stretch of a recording as the data of a model, with a description of how they were derived. */
export interface Observation extends Omit<ObservationPreview, 'cycles' | 'refusal'> {
  /** Why nothing can be estimated; t and d are then the recorded trace. */
  refusal?: Reason
  /** The recording's cycles, for a mean cycle. */
  cycles?: CycleEvidence
  /** Warnings for the verdict. */
  notes?: readonly Reason[]
  /**
   * How many of offset, gain and time scale were derived from the trace: 0 in model units; otherwise 3 minus
   * those that the user changed from the proposal.
   */
  rescalingParameters: number
  /** The prior on the available points, where these are fewer than the model's. */
  shortened?: PriorFile
  /** Further outputs of the data on the points of `d`, which is the first output alone. */
  further?: ObservationPreview['d']
  /**
   * The samples of the likelihood, in model units, further outputs after the first; null where the points of the grid
   * are the samples.
   */
  ownSamples: OwnSamples | null
}

/** The user's options. */
export interface SweepOptions {
  /** Applied to the sweep first. */
  conditioning?: Conditioning | undefined
  window?: Window | undefined
  rescaling?: Rescaling | undefined
}
