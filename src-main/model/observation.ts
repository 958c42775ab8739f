import type { OwnSamples } from '../contract/compute.ts'
import type { Conditioning, Rescaling } from '../contract/conditioning.ts'
import type { CycleEvidence } from '../contract/cycles.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { ObservationPreview, Window } from '../contract/recordings.ts'
import type { Reason } from '../contract/reports.ts'

/** A stretch of a recording as the data of a model, and what is to be said of how it became them. */
export interface Observation extends Omit<ObservationPreview, 'cycles' | 'refusal'> {
  /** Why nothing can be estimated; t and d are then the recorded trace. */
  refusal?: Reason
  /** Of a mean cycle, what the recording's cycles show. */
  cycles?: CycleEvidence
  /** Doubts that go into the verdict. */
  notes?: readonly Reason[]
  /**
   * How many of offset, gain and time scale were derived from the trace: 0 in model units; otherwise 3 less
   * those that the person set to something else than what was proposed.
   */
  rescalingParameters: number
  /** The prior on the points that there are, where these are fewer than the model's. */
  shortened?: PriorFile
  /** Of data with further outputs, these on the points of `d`, which is the first alone. */
  further?: ObservationPreview['d']
  /** What the likelihood is to compare with, in model units, further outputs behind the first; null where the points of the grid are the samples. */
  ownSamples: OwnSamples | null
}

/** What a person may choose. */
export interface SweepOptions {
  /** Done to the sweep before anything else. */
  conditioning?: Conditioning | undefined
  window?: Window | undefined
  rescaling?: Rescaling | undefined
}
