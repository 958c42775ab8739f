import type { ParameterDescription } from '../contract/common.ts'
import type { FreeDistribution } from '../contract/priors.ts'
import type { InjectedCurrent } from './injected-current.ts'
import type { Interval } from './interval.ts'
import type { CycleFinder } from './limit-cycle.ts'
import type { SpikeCycles } from './spike-cycle.ts'

/** A constant of a neuron model: known, unless a prior sets it free. */
export interface ConstantDescription extends ParameterDescription {
  default: number
  /** Index of the state whose initial value it is; an observable that begins elsewhere does not use it. */
  initialState?: number
  /** By how much a report changes it to measure sensitivity; default: a tenth of its value. */
  change?: number
  /** Its default prior when set free; left out where it can't be estimated. */
  whenFree?: FreeDistribution
}

/** Parameters and constants that are not identifiable together: the others compensate for any one. */
export interface Confounded {
  names: readonly string[]
  /** The reason, as a sentence. */
  why: string
}

/** Constants in the order of a list; null where each trace has its own, after the parameters in its row. */
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
 * Integrates a neuron and writes its membrane potential at `grid.points` samples to `out` (float64, one trace at a
 * time: it may reuse its working arrays).
 * @param theta parameters in the order of the model's list
 * @param constants in the order of the model's list
 * @param current null where none is injected
 * @param start initial state, in place of the model's own
 */
export type Solve = (
  theta: ArrayLike<number>,
  constants: ArrayLike<number>,
  grid: Grid,
  current: InjectedCurrent | null,
  out: Float64Array | Float32Array,
  start?: ArrayLike<number>,
) => void

/**
 * A neuron model as a value. Code outside a model's own folder knows neither number nor names of its parameters:
 * priors, networks, sampler, plots and tables use these lists.
 */
export interface NeuronModel {
  id: string
  name: string
  parameters: readonly ParameterDescription[]
  constants: readonly ConstantDescription[]
  /** Parameters and constants that are not identifiable together; an initial state that is not used counts as free. */
  confounded?: readonly Confounded[]
  /** Allowed values of parameters and constants, by name; those without an entry are unrestricted. */
  allowed: Readonly<Record<string, Interval>>
  /** The membrane potential, for axis titles. */
  observed: { name: string; symbol: string; unit: string }
  /** The unit of an injected current; null where the equations have none. */
  currentUnit: string | null
  /** Number of states of the equations; the first is the membrane potential. */
  states: number
  /** Spike level of the membrane potential, in its unit; may be below 0. */
  spike: SpikeLevel
  /** Plausible membrane potentials; a solution beyond them diverges and carries no information. */
  plausible: Interval
  /** By an integrator of dynamics/integrators/, or written out. */
  solve: Solve
  /**
   * The recovery variable as a second output, where there is one: its description, and a solver that writes the
   * membrane potential and after it the recovery variable, 2 × `grid.points` numbers.
   */
  recovery?: { observed: NeuronModel['observed']; solve: Solve }
  /** The solver for many traces at once without injected current, where the model has such a kernel. */
  kernel?: (constants: Constants, grid: Grid) => SimulationKernel | null
  /** Finds the limit cycle of the neuron, where that is possible. */
  cycles?: () => CycleFinder
  /** Spike cycles at constant drive, where they can be computed. */
  spikeCycles?: SpikeCycles
  /** Solutions from given states for many neurons at once, where the model has such a kernel. */
  orbits?: (grid: Grid) => OrbitKernel | null
}

/** Traces from given initial states, each with its own time step. */
export interface OrbitKernel {
  /** Numbers per row: parameters, constants except initial states, the initial state, dt. */
  readonly size: number
  /** @param rows n × size @param out receives n × points */
  traces(rows: Float64Array, n: number, out: Float32Array): void
}

/** Many traces side by side in single precision; equal to `solve` within the solver's own error. */
export interface SimulationKernel {
  /** Maximum number of traces per call. */
  readonly capacity: number
  /**
   * @param theta n rows, each the neuron parameters and the constants that differ between traces
   * @param n traces, at most `capacity`
   * @param out receives n × points, row-major
   */
  traces(theta: Float64Array, n: number, out: Float32Array): void
  /**
   * Simulates and compares with the observed trace in one pass, without storing the simulation.
   * @param observed `grid.points` values
   * @param sums receives n rows of (Σ rᵢ², Σ (rᵢ−rᵢ₋₁)², r₀, r_last), where r = observed − u
   */
  residualSums(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): void
}
