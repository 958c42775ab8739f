import type { Fit, Reason, Residuals } from '../../contract/reports.ts'
import type { Prior } from '../../simulation/prior.ts'
import type { BestDraw } from '../estimate/best-draw.ts'
import type { WeightedPosterior } from '../importance/sampler.ts'
import type { WeightedSample } from '../statistics/weighted.ts'

/** What the checks look at: one finished estimate. */
export interface Evidence {
  prior: Prior
  /** The trace in model units. */
  observed: Float32Array
  posterior: WeightedPosterior
  /** Marginals, by parameter. */
  marginals: WeightedSample[]
  best: BestDraw
  fit: Fit
  residuals: Residuals
  /** Spike times in recordings simulated from the best draw, noise included. */
  replicateSpikes: number[][]
  /** Whether the recording was shifted, scaled or stretched to be in model units. */
  rescaled: boolean
  /** Whether another prior than the model’s was applied by weights. */
  priorChanged: boolean
  /** How many numbers of the rescaling to model units were chosen by looking at the trace. */
  rescalingParameters: number
}

/** A check reads the evidence and says what it saw. */
export type Check = (evidence: Evidence) => Reason
