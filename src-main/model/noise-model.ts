import type { ParameterDescription } from '../contract/common.ts'
import type { Distribution } from '../contract/priors.ts'
import type { Gaps } from '../signal/gaps.ts'
import type { DerivedParameter } from './derived-parameter.ts'
import type { Interval } from './interval.ts'
import type { Random } from './random.ts'

/** Sampling of a recording relative to the model. */
export interface Sampling {
  /** ms of the model between samples; 1 where the data are not in order of time. */
  modelDt: number
  /** ms of the recording between samples; null where the data are not in order of time. */
  dt: number | null
  /** Recorded units per model unit, and the name of the recorded unit. */
  gain: number
  unit: string
}

/** A model of the measurement noise as a value: what is added to a simulated trace, and the likelihood of residuals. */
export interface NoiseModel {
  /** Its name in prior files. */
  kind: string
  name: string
  /** Kinds of observables that it applies to; any where it is left out. */
  observables?: readonly string[]
  parameters: readonly ParameterDescription[]
  /** Allowed values, by name. */
  allowed: Readonly<Record<string, Interval>>
  /** Default priors, by name, of parameters that only this noise has. */
  usual?: Readonly<Record<string, Distribution>>
  /**
   * The noise of known parameters.
   * @param values in the order of `parameters` @param dt ms of the model between samples
   */
  of(values: readonly number[], dt: number): Noise
  /** Which parameters are correlations from one sample to the next, and so depend on the step (atStep). */
  correlations: readonly string[]
  /**
   * True where all parameters but the strength refer to the samples that the likelihood compares, at whatever step,
   * since the noise at another step would need more parameters.
   */
  ofComparedSamples?: true
  /**
   * Parameters of the noise with this marginal standard deviation and this lag-1 correlation.
   * @param dt ms of the model between samples @param second lag-2 correlation, where it is known
   * @returns in the order of `parameters`
   */
  valuesOf(sd: number, correlation: number, dt: number, second?: number): number[]
  /** Whether it has a likelihood; else the likelihood of its noises is NaN, and a posterior is the network's alone. */
  hasLikelihood: boolean
  /** False where its likelihood needs the residuals themselves, not only their sums. */
  sums?: boolean
  /** Names of the checks of its residuals (inference/checks). */
  checks: readonly string[]
  /** Its parameters in units of the recording, by name. */
  derived(sampling: Sampling): Record<string, DerivedParameter>
}

/** Whitens columns of samples, so that generalized least squares become ordinary ones. */
export interface Whitener {
  /** log |Σ| of the covariance Σ of the noise in the present samples. */
  logDeterminant: number
  /**
   * Writes a linear map of x[from … from+n) to out[0 … n), 0 where a sample is missing: the inner product of whitened x
   * and y is xᵀ Σ⁻¹ y.
   */
  whiten(x: ArrayLike<number>, from: number, out: Float64Array): void
}

/** Stationary Gaussian noise with known parameters. */
export interface Noise {
  /** Marginal standard deviation, in the unit of the trace. */
  sd: number
  /** Standard deviation of each data value, where they differ; it may depend on the data. */
  sds?(data: ArrayLike<number>): ArrayLike<number>
  /** Noise of each output, the drawn one first, where the data are several traces one after the other. */
  outputs?: readonly Noise[]
  /** Correlation of samples `lag` apart; of the drawn output. */
  correlation(lag: number): number
  /** Adds one realization to trace[from … from+n). */
  add(trace: Float32Array | Float64Array, from: number, n: number, random: Random): void
  /** Log likelihood of n residuals from a kernel's sums (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last) at sums[at … at+4). */
  logLikelihoodOfSums(sums: ArrayLike<number>, at: number, n: number): number
  /** Log likelihood of the present residuals[from …). */
  logLikelihood(gaps: Gaps, residuals: ArrayLike<number>, from: number): number
  /** Whitened residuals: white and standard normal where model and noise are right; NaN where undefined. */
  whitened(residuals: readonly number[]): number[]
  /** Whitens columns of n samples with gaps; left out where the data are not in order of time. */
  whitener?(gaps: Gaps, n: number): Whitener
  /**
   * The same noise in samples `ratio` times as far apart.
   * @throws NagumoError INTERNAL where only whole ratios are defined and this is none
   */
  atStep(ratio: number): Noise
  /**
   * The same noise in unevenly spaced samples at `places`, in steps of these from the first, ascending; left out where
   * the noise requires even sampling. `correlation` of that noise counts samples, and `atStep` has no effect.
   */
  atPlaces?(places: ArrayLike<number>): Noise
}
