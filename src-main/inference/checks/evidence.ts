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

/** Input of the checks: one finished estimate. */
export interface Evidence {
  prior: Prior
  /** Data in the likelihood, in the model's units; NaN where a sample is missing. Of several outputs the first. */
  observed: Float32Array
  /** The other outputs; `observed`, `t`, `fit` and `residuals` are of the first alone. */
  further?: readonly Output[]
  /** Sample times of data and residuals, ms on the recording's clock. */
  t: readonly number[]
  /** Back to the recording: V = offset + gain·(the model's units), in `unit`; null where that is the model's own. */
  recorded: { offset: number; gain: number; unit: string | null }
  posterior: WeightedPosterior
  /** Marginals, by parameter. */
  marginals: WeightedSample[]
  best: BestDraw
  /** The maximum-likelihood fit without the prior; null where it was not searched for. */
  unrestricted: BestDraw | null
  /** Slopes of the prediction by each parameter but those of the noise, at parameters of the prior. */
  slopesAt(values: Float64Array): readonly PredictionSlope[]
  fit: Fit
  residuals: Residuals
  /** Recordings simulated from draws of the posterior, noise included. */
  replicates: Replicate[]
  /** Similarity of the data to the network's training simulations; null without a network. */
  likeness: Likeness | null
  /** Of a mean cycle: its comparison with the recorded ones. */
  cycle?: CycleFindings | undefined
  /** Efficient scores of the constants. */
  scores: readonly ConstantScore[]
  /** Whether the recording was shifted, scaled or resampled to model units. */
  rescaled: boolean
  /** Whether a prior other than the model's was applied. */
  priorChanged: boolean
  /** Where the sampler started. */
  start?: Diagnostics['start']
  /** Number of rescaling parameters (to model units) derived from the trace. */
  rescalingParameters: number
}

/** Features measured on a simulated recording, as on the real one. */
export interface Replicate {
  /** Spike times, ms of the recording. */
  spikes: number[]
  /** Null where it does not spike. */
  shape: SpikeShape | null
}

/** A check examines the evidence and reports its finding. */
export type Check = (evidence: Evidence) => Reason
