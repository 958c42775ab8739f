import type { ParameterDescription } from '../contract/common.ts'
import type { CycleEvidence, CycleFit, CycleShape } from '../contract/cycles.ts'
import type { Fit } from '../contract/fit.ts'
import type { Reason } from '../contract/reports.ts'
import type { Prior } from '../model/composition/prior.ts'
import type { Random } from '../model/random.ts'
import type { Simulator } from '../model/simulate/simulator.ts'
import type { SamplerSettings } from './importance/sampler.ts'
import type { Mixture } from './mixture.ts'
import type { Target } from './target.ts'

/** Information about the parameters read directly from the data; opaque to all but the observable that reads it. */
export type Reading = object

/**
 * Unbounded coordinates in which networks propose and samplers move. For most observables they are those of the
 * prior, one for each parameter.
 */
export interface Coordinates {
  dimension: number
  /** The quantity of each coordinate. */
  quantities: readonly ParameterDescription[]
  /**
   * Coordinates of known parameters values[from …), to out[to …).
   * @param reading of the data, where the observable has one
   */
  of(values: ArrayLike<number>, from: number, reading: Reading | null, out: Float64Array, to: number): void
  /** The quantities at z[from …), each a rising function of its coordinate, to out[to …). */
  quantitiesAt(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** Location and scale of the coordinates as read from the data; null where the data give none. */
  placeOf(reading: Reading | null): { origin: Float64Array; scale: Float64Array } | null
}

/** The posterior of one observed data set, and the mapping from its coordinates to parameters. */
export interface Problem {
  coordinates: Coordinates
  target: Target
  /** When the sampler stops. */
  settings: SamplerSettings
  /** An initial proposal for the sampler without a network; null where there is none. */
  search(random: Random): Mixture | null
  /** A proposal refined around the posterior's modes with a few more simulations; null where it finds none. */
  polish?(proposal: Mixture, random: Random): Mixture | null
  /**
   * A proposal around the modes reached from n points z (n × dimension), some of which are near; null where it finds
   * none.
   */
  refine?(z: Float64Array, n: number): Mixture | null
  /** Null where the observable reads nothing. */
  reading: Reading | null
  /**
   * Parameters of n points, n × D. Marginalized parameters are drawn; without `random` they are at their mean.
   * @param extra the target's extra numbers of each point
   */
  parametersOf(z: Float64Array, extra: Float64Array, n: number, random: Random | null): Float64Array
}

/** The draw with the highest posterior density, its likelihood and its prediction. */
export interface BestDraw {
  values: Float64Array
  logLikelihood: number
  /** Prediction without noise, `size` values. */
  u: Float32Array
}

/** Change of a quantity from the first half of a recording to the second. */
export interface HalvesApart {
  symbol: string
  /** mV; null where the unit doesn't matter and the change is a ratio. */
  unit: string | null
  /** In the unit, or a ratio. */
  change: number
  /** In standard deviations of the scatter between cycles. */
  z: number
}

/** Comparison of a fitted cycle with the recorded ones. */
export interface CycleFindings {
  fit: CycleFit
  /** Of the recorded cycle. */
  shape: CycleShape
  cv: number
  /** Differences between the two halves of the recording; null without halves. */
  halves: readonly HalvesApart[] | null
}

/** The inverse side of an observable: from its data back to parameters. */
export interface Inverse {
  coordinates(prior: Prior): Coordinates
  /** Information about the parameters in data[from …); null where there is none. */
  read(prior: Prior, data: Float32Array, from: number): Reading | null
  /**
   * @param observed data for the likelihood, at the samples of the prior's forward model; NaN is missing
   * @param onGrid the data on the prior's grid, for `read`; `observed` where omitted
   */
  problem(prior: Prior, simulator: Simulator, observed: Float32Array, onGrid?: Float32Array): Problem
  /** Whether its target is that of target.ts, which can be evaluated on all cores. */
  plainTarget: boolean
  /** Findings about the fit beyond the data: for mean cycles, the cycle and its currents. */
  findings?(
    prior: Prior,
    observed: Float32Array,
    found: { evidence: CycleEvidence; draws: Float64Array; best: BestDraw },
  ): CycleFindings
  /**
   * Reason why parameters can't be estimated from the data; null where they can.
   * @param recorded spikes detected in the recording itself; null where the data are the recording
   * @param spikes those, or spikes detected in the data
   */
  refusal(
    prior: Prior,
    observed: Float32Array,
    recorded: readonly number[] | null,
    spikes: () => readonly number[],
  ): Reason | null
  /**
   * Largest time difference, ms of the recording, at which two spikes count as the same one.
   * @param data sample times of the forward model's prediction, ms of the recording, and spikes
   */
  spikeTolerance(prior: Prior, data: { t: readonly number[]; spikes: Fit['spikes'] }): number
}
