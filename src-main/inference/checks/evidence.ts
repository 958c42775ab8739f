import type { Fit, Reason, Residuals } from '../../contract/reports.ts'
import type { Prior } from '../../simulation/prior.ts'
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
  /** The draw with the highest likelihood. */
  best: { values: Float64Array; logLikelihood: number; u: Float32Array }
  fit: Fit
  residuals: Residuals
  /** How many numbers of the rescaling to model units were chosen by looking at the trace. */
  rescalingParameters: number
}

/** A check reads the evidence and says what it saw. */
export type Check = (evidence: Evidence) => Reason
