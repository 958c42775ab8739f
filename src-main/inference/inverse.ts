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

/** What data show by themselves of where the parameters lie; only the observable that read it knows what is in it. */
export type Reading = object

/**
 * Where networks propose and samplers walk: coordinates without limits. Of most observables they are those of the prior,
 * one for each parameter.
 */
export interface Coordinates {
  dimension: number
  /** What the coordinates are of, one each. */
  quantities: readonly ParameterDescription[]
  /**
   * Coordinates of known parameters values[from …), to out[to …).
   * @param reading of the data, where the observable has one
   */
  of(values: ArrayLike<number>, from: number, reading: Reading | null, out: Float64Array, to: number): void
  /** The quantities at z[from …), each a rising function of its coordinate, to out[to …). */
  quantitiesAt(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** Where the data themselves say that the coordinates lie, and on which scale they are worth telling apart. */
  placeOf(reading: Reading | null): { origin: Float64Array; scale: Float64Array } | null
}

/** The posterior of one observed data set to be sampled, and how its points become parameters. */
export interface Problem {
  coordinates: Coordinates
  target: Target
  /** How long the sampler goes on. */
  settings: SamplerSettings
  /** A start for the sampler without a network, where there is one. */
  search(random: Random): Mixture | null
  /** A proposal that lies closer about the posterior's modes, by a few simulations more; null where it finds none. */
  polish?(proposal: Mixture, random: Random): Mixture | null
  /** A proposal about the modes that are reached from n points of which some are near; null where it finds none. */
  refine?(z: Float64Array, n: number): Mixture | null
  /** Null where the observable reads nothing. */
  reading: Reading | null
  /**
   * Parameters of n points, n × D. What was integrated out is drawn; without randomness it is at its mean.
   * @param extra what the target kept with each
   */
  parametersOf(z: Float64Array, extra: Float64Array, n: number, random: Random | null): Float64Array
}

/** The draw with the highest posterior density, its likelihood, and what the model gives for it. */
export interface BestDraw {
  values: Float64Array
  logLikelihood: number
  /** The data without noise, `size` values. */
  u: Float32Array
}

/** By how much a quantity changes from the first half of a recording to the second. */
export interface HalvesApart {
  symbol: string
  /** mV; null of what has no unit that matters: then the change is told as a factor. */
  unit: string | null
  /** In the unit, or a factor. */
  change: number
  /** In standard deviations of what cycles scatter by. */
  z: number
}

/** How a fitted cycle goes with the recorded ones. */
export interface CycleFindings {
  fit: CycleFit
  /** Of the recording. */
  shape: CycleShape
  cv: number
  /** How far apart the two halves of the recording put quantities; null without halves. */
  halves: readonly HalvesApart[] | null
}

/** The inverse side of an observable: from its data back to parameters. */
export interface Inverse {
  coordinates(prior: Prior): Coordinates
  /** What data[from …) show by themselves. */
  read(prior: Prior, data: Float32Array, from: number): Reading | null
  /**
   * @param observed what the likelihood compares with, at the samples of the prior's forward model; NaN is missing
   * @param onGrid the data on the prior's grid, which are read; the same where left out
   */
  problem(prior: Prior, simulator: Simulator, observed: Float32Array, onGrid?: Float32Array): Problem
  /** Whether its target is that of target.ts, which can be worked out on all cores. */
  plainTarget: boolean
  /** What is to be said of the fit beside the data: of mean cycles, the cycle and its currents. */
  findings?(
    prior: Prior,
    observed: Float32Array,
    found: { evidence: CycleEvidence; draws: Float64Array; best: BestDraw },
  ): CycleFindings
  /**
   * Why no parameters can be told from the data; null where they can.
   * @param recorded spikes found in the recording itself; null where the data are the recording
   * @param spikes those, or what is found in the data
   */
  refusal(
    prior: Prior,
    observed: Float32Array,
    recorded: readonly number[] | null,
    spikes: () => readonly number[],
  ): Reason | null
  /**
   * Two spikes this close, ms of the recording, are the same one.
   * @param data times of the numbers that the prior's forward model predicts, ms of the recording, and spikes
   */
  spikeTolerance(prior: Prior, data: { t: readonly number[]; spikes: Fit['spikes'] }): number
}
