import type { ParameterDescription } from '../../contract/common.ts'
import type { Interval } from '../interval.ts'
import type { CycleFinder } from './limit-cycle.ts'

/** A constant of a neuron model: known, unless a prior sets it free. */
export interface ConstantDescription extends ParameterDescription {
  default: number
}

/** Constants in the order of a model's list; null where each trace has its own, behind the parameters in its row. */
export type Constants = readonly (number | null)[]

/** Sampling of a simulated trace: `points` values, `dt` ms apart, `substeps` solver steps between two of them. */
export interface Grid {
  dt: number
  points: number
  substeps: number
}

/** A spike is an upward crossing of `level`; the next one counts once the potential has been below `rearm`. */
export interface SpikeLevel {
  level: number
  rearm: number
}

/**
 * A neuron model as a value. Nothing outside a model's own file knows how many parameters it has or what
 * they are called: priors, networks, sampler, plots and tables go by these lists.
 */
export interface NeuronModel {
  id: string
  name: string
  parameters: readonly ParameterDescription[]
  constants: readonly ConstantDescription[]
  /** What parameters and constants may be, by name; those that are not here may be anything. */
  allowed: Readonly<Record<string, Interval>>
  /** What the electrode sees, for axis titles. */
  observed: { name: string; symbol: string; unit: string }
  /** What is a spike in the membrane potential u, in the model's own units. */
  spike: SpikeLevel
  /** Where u stays; a solution that leaves it runs away, and nothing can be learned from it. */
  plausible: Interval
  /** Where the model is of a recording on scales of its own, beginning anywhere in its cycle; else it is u itself. */
  recorded?: Recorded
  /**
   * The observed variable on the grid, by the reference solver (float64, one trace at a time).
   * @param theta parameters in the order of `parameters`
   * @param constants in the order of `constants`
   * @param out receives `grid.points` values
   */
  solve(
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
    grid: Grid,
    out: Float64Array | Float32Array,
  ): void
  /** The same for many traces at once, in WebAssembly SIMD, where the model has such a kernel. */
  kernel?: (constants: Constants, grid: Grid) => SimulationKernel | null
}

/**
 * V(t) = offset + gain · u(t/τ), u on the neuron's limit cycle from `phase` on. Which of the model's parameters these
 * are, as indices into its list; those before them are the neuron's own.
 */
export interface Recorded {
  timeScale: number
  phase: number
  offset: number
  gain: number
  cycles(): CycleFinder
  /** u for many neurons with states and time steps of their own, in rows of (parameters, constants, u(0), v(0), dt). */
  orbits(grid: Grid): OrbitKernel
}

export interface OrbitKernel {
  /** Numbers in a row. */
  readonly size: number
  /** @param rows n × size @param out receives n × points */
  traces(rows: Float64Array, n: number, out: Float32Array): void
}

/** The same in the observed variable. @param theta parameters of the neuron at theta[at …] */
export function spikeLevel({ spike, recorded }: NeuronModel, theta: ArrayLike<number>, at = 0): SpikeLevel {
  if (!recorded) return spike
  const observed = (u: number): number => theta[at + recorded.offset] + theta[at + recorded.gain] * u
  return { level: observed(spike.level), rearm: observed(spike.rearm) }
}

/** Many traces side by side. Single precision; equal to `solve` within the solver's own error. */
export interface SimulationKernel {
  /** How many traces one call takes at most. */
  readonly capacity: number
  /**
   * @param theta n rows, each the neuron parameters and the constants that are not the same for all
   * @param n traces, at most `capacity`
   * @param out receives n × points, row-major
   */
  traces(theta: Float64Array, n: number, out: Float32Array): void
  /**
   * Simulates and compares with the observed trace in one pass; nothing is stored.
   * @param observed `grid.points` values
   * @param sums receives n rows of (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last), where r = observed − u
   */
  residualSums(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void
}
