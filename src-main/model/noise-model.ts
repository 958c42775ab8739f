import type { ParameterDescription } from '../contract/common.ts'
import type { Distribution } from '../contract/priors.ts'
import type { Gaps } from '../signal/gaps.ts'
import type { DerivedParameter } from './derived-parameter.ts'
import type { Interval } from './interval.ts'
import type { Random } from './random.ts'

/** Where a recording's samples lie against the model's. */
export interface Sampling {
  /** ms of the model between samples; 1 where the data are not in order of time. */
  modelDt: number
  /** ms of the recording between samples; null where the data are not in order of time. */
  dt: number | null
  /** Recorded units in a model unit, and the name of the recorded unit. */
  gain: number
  unit: string
}

/** A model of the measurement noise as a value: what is added to a simulated trace, and how likely residuals are. */
export interface NoiseModel {
  /** By which prior files name it. */
  kind: string
  name: string
  /** Kinds of observables whose data it is in; any where it is left out. */
  observables?: readonly string[]
  parameters: readonly ParameterDescription[]
  /** What they may be, by name. */
  allowed: Readonly<Record<string, Interval>>
  /** What a new prior begins with, by name, of those parameters that only this noise has. */
  usual?: Readonly<Record<string, Distribution>>
  /**
   * The noise of known parameters.
   * @param values in the order of `parameters` @param dt ms of the model between samples
   */
  of(values: readonly number[], dt: number): Noise
  /** Which of its parameters are correlations from one sample to the next: at other steps these are others (atStep). */
  correlations: readonly string[]
  /**
   * True where all but the strength are told for the samples that the likelihood compares, at whatever step they lie,
   * since what the noise is at one step can't be said by as many numbers at another.
   */
  ofComparedSamples?: true
  /**
   * The parameters of the noise with this marginal standard deviation and this correlation from one sample to the next.
   * @param dt ms of the model between samples @param second correlation of samples two apart, where it is known
   * @returns in the order of `parameters`
   */
  valuesOf(sd: number, correlation: number, dt: number, second?: number): number[]
  /**
   * Whether its likelihood can be worked out; else that of its noises is not a number, and a posterior is the network's
   * alone.
   */
  hasLikelihood: boolean
  /** False where its likelihood takes the residuals themselves, and their sums do not suffice. */
  sums?: boolean
  /** Names of the checks (inference/checks) that look at its residuals. */
  checks: readonly string[]
  /** What can be said of its parameters in units of the recording, by name. */
  derived(sampling: Sampling): Record<string, DerivedParameter>
}

/** Takes the noise out of columns of samples, so that generalized least squares become ordinary ones. */
export interface Whitener {
  /** log |Σ| of the noise's covariance Σ of the samples that are there. */
  logDeterminant: number
  /**
   * Writes a linear map of x[from … from+n) to out[0 … n), 0 where a sample is missing: the sum of products of whitened x
   * and y is xᵀ Σ⁻¹ y.
   */
  whiten(x: ArrayLike<number>, from: number, out: Float64Array): void
}

/** Stationary Gaussian noise whose parameters are known. */
export interface Noise {
  /** Marginal standard deviation, in the unit of the trace. */
  sd: number
  /** That of each number of the data, where they differ; the data themselves may say it. */
  sds?(data: ArrayLike<number>): ArrayLike<number>
  /** That of each output by itself, the drawn one first, where the data are several traces one behind the other. */
  outputs?: readonly Noise[]
  /** Correlation of samples `lag` apart; of the drawn output. */
  correlation(lag: number): number
  /** Adds one realization to trace[from … from+n). */
  add(trace: Float32Array | Float64Array, from: number, n: number, random: Random): void
  /** Log likelihood of residuals, from the sums (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last) at sums[at … at+4) that a kernel leaves of n. */
  logLikelihoodOfSums(sums: ArrayLike<number>, at: number, n: number): number
  /** Log likelihood of those of residuals[from …) that are there. */
  logLikelihood(gaps: Gaps, residuals: ArrayLike<number>, from: number): number
  /** What is white and standard normal where model and noise are right: one for each residual, NaN where it can’t be told. */
  whitened(residuals: readonly number[]): number[]
  /** Whitens columns of n samples of which some are missing; left out where the data are no samples in order of time. */
  whitener?(gaps: Gaps, n: number): Whitener
  /**
   * The same noise in samples whose distance is `ratio` times that of these.
   * @throws NagumoError INTERNAL where it is known for whole ratios only and this is none
   */
  atStep(ratio: number): Noise
  /**
   * The same noise in samples that are not evenly spaced, in steps of these from the first, rising; left out where it is
   * of even samples alone. Of such noise `correlation` counts samples, and `atStep` changes nothing.
   */
  atPlaces?(places: ArrayLike<number>): Noise
}
