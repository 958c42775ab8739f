import type { Fit, Residuals } from '../../contract/fit.ts'
import type { Diagnostics, Reason } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { BestDraw } from '../estimate/best-draw.ts'
import type { PredictionSlope } from '../estimate/prediction-slopes.ts'
import type { Output } from '../estimate/residuals.ts'
import type { ConstantScore } from '../estimate/sensitivity/sensitivity.ts'
import type { WeightedPosterior } from '../importance/sampler.ts'
import type { CycleFindings } from '../inverse.ts'
import type { WeightedSample } from '../statistics/weighted.ts'
import type { SpikeShape } from './spike-shape.ts'
import type { Likeness } from './training-likeness.ts'

/** What the checks look at: one finished estimate. */
export interface Evidence {
  prior: Prior
  /** What the likelihood compared with, in the model's units; NaN where a sample is missing. Of several outputs the first. */
  observed: Float32Array
  /** The outputs that the data hold behind that one; `observed`, `t`, `fit` and `residuals` are not theirs. */
  further?: readonly Output[]
  /** Where each of them stands: ms on the recording's clock; residuals stand there too. */
  t: readonly number[]
  /** Back to the recording: V = offset + gain·(the model's units), in `unit`; null where that is the model's own. */
  recorded: { offset: number; gain: number; unit: string | null }
  posterior: WeightedPosterior
  /** Marginals, by parameter. */
  marginals: WeightedSample[]
  best: BestDraw
  /** The best likelihood that was found without the prior that was applied; null where there is none to look for. */
  unrestricted: BestDraw | null
  /** How the prediction at parameters of the prior changes with each of them but those of the noise. */
  slopesAt(values: Float64Array): readonly PredictionSlope[]
  fit: Fit
  residuals: Residuals
  /** Recordings simulated from draws of the posterior, noise included. */
  replicates: Replicate[]
  /** How like the simulations that the network learned from the data are; null without a network. */
  likeness: Likeness | null
  /** Of a mean cycle: how the fitted one goes with it. */
  cycle?: CycleFindings | undefined
  /** What the data say against constants. */
  scores: readonly ConstantScore[]
  /** Whether the recording was shifted, scaled or stretched to be in model units. */
  rescaled: boolean
  /** Whether another prior than the model’s was applied. */
  priorChanged: boolean
  /** Where the sampler started. */
  start?: Diagnostics['start']
  /** How many numbers of the rescaling to model units were derived from the trace. */
  rescalingParameters: number
}

/** What was read of a simulated recording, as it is read of a real one. */
export interface Replicate {
  /** Spike times, ms of the recording. */
  spikes: number[]
  /** Null where it does not spike. */
  shape: SpikeShape | null
}

/** A check reads the evidence and says what it saw. */
export type Check = (evidence: Evidence) => Reason
