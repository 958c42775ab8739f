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

/** What the data alone show about the parameters; its contents are private to the observable that read it. */
export type Reading = object

/**
 * Unbounded coordinates in which networks propose and samplers move. For most observables they are those of the
 * prior, one per parameter.
 */
export interface Coordinates {
  dimension: number
  /** What each coordinate describes. */
  quantities: readonly ParameterDescription[]
  /**
   * Coordinates of known parameters values[from …), written to out[to …).
   * @param reading of the data, where the observable has one
   */
  of(values: ArrayLike<number>, from: number, reading: Reading | null, out: Float64Array, to: number): void
  /** The quantities at z[from …), each an increasing function of its coordinate, written to out[to …). */
  quantitiesAt(z: ArrayLike<number>, from: number, out: Float64Array, to: number): void
  /** Location and scale of the coordinates as the data alone show them. */
  placeOf(reading: Reading | null): { origin: Float64Array; scale: Float64Array } | null
}

/** The posterior of one observed data set to be sampled, and how its points map to parameters. */
export interface Problem {
  coordinates: Coordinates
  target: Target
  /** When the sampler stops. */
  settings: SamplerSettings
  /** A start for the sampler without a network, where there is one. */
  search(random: Random): Mixture | null
  /**
   * A proposal concentrated closer about the posterior's modes, at the cost of a few simulations; null where none is
   * found.
   */
  polish?(proposal: Mixture, random: Random): Mixture | null
  /** A proposal about the modes reached from n points of which some are near; null where none is found. */
  refine?(z: Float64Array, n: number): Mixture | null
  /** Null where the observable reads nothing. */
  reading: Reading | null
  /**
   * Parameters of n points, n × D. Parameters that were integrated out are drawn, or set to their mean where `random`
   * is null.
   * @param extra values that the target stored with each point
   */
  parametersOf(z: Float64Array, extra: Float64Array, n: number, random: Random | null): Float64Array
}

/** The draw with the highest posterior density, its likelihood and its prediction. */
export interface BestDraw {
  values: Float64Array
  logLikelihood: number
  /** The noise-free prediction, `size` values. */
  u: Float32Array
}

/** Change of a quantity from the first half of a recording to the second. */
export interface HalvesApart {
  symbol: string
  /** mV; null where the unit does not matter and the change is a factor. */
  unit: string | null
  /** In the unit, or a factor. */
  change: number
  /** In standard deviations of the scatter between cycles. */
  z: number
}

/** How a fitted cycle agrees with the recorded ones. */
export interface CycleFindings {
  fit: CycleFit
  /** Of the recording. */
  shape: CycleShape
  cv: number
  /** Differences between the two halves of the recording; null without halves. */
  halves: readonly HalvesApart[] | null
}

/** The inverse side of an observable: from its data back to parameters. */
export interface Inverse {
  coordinates(prior: Prior): Coordinates
  /** What data[from …) alone show. */
  read(prior: Prior, data: Float32Array, from: number): Reading | null
  /**
   * @param observed compared by the likelihood, at the samples of the prior's forward model; NaN is missing
   * @param onGrid the data on the prior's grid, as read by `read`; defaults to `observed`
   */
  problem(prior: Prior, simulator: Simulator, observed: Float32Array, onGrid?: Float32Array): Problem
  /** Whether its target is that of target.ts, which can be computed in parallel on all cores. */
  plainTarget: boolean
  /** Findings about the fit beside the data: for mean cycles, the cycle and its currents. */
  findings?(
    prior: Prior,
    observed: Float32Array,
    found: { evidence: CycleEvidence; draws: Float64Array; best: BestDraw },
  ): CycleFindings
  /**
   * Why no parameters can be inferred from the data; null where they can.
   * @param recorded spikes found in the recording itself; null where the data are the recording
   * @param spikes those, or the spikes found in the data
   */
  refusal(
    prior: Prior,
    observed: Float32Array,
    recorded: readonly number[] | null,
    spikes: () => readonly number[],
  ): Reason | null
  /**
   * Spikes closer than this, ms of the recording, count as the same spike.
   * @param data times of the numbers that the prior's forward model predicts, ms of the recording, and spikes
   */
  spikeTolerance(prior: Prior, data: { t: readonly number[]; spikes: Fit['spikes'] }): number
}
