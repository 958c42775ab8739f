import type { ParameterDescription } from '../contract/common.ts'
import type { FreeDistribution } from '../contract/priors.ts'
import type { InjectedCurrent } from './injected-current.ts'
import type { Interval } from './interval.ts'
import type { CycleFinder } from './limit-cycle.ts'
import type { SpikeCycles } from './spike-cycle.ts'

/** A constant of a neuron model: known, unless a prior sets it free. */
export interface ConstantDescription extends ParameterDescription {
  default: number
  /** Of which state, by its place, it is the value at the start; an observable that begins elsewhere does without it. */
  initialState?: number
  /** By how much a report changes it to say what the estimates owe to it; a tenth of its value where it is left out. */
  change?: number
  /** What is believed of it where a click sets it free; left out where nothing is to be learned of it. */
  whenFree?: FreeDistribution
}

/** Parameters and constants of a neuron of which the others make up for any one: no data tell all of them. */
export interface Confounded {
  names: readonly string[]
  /** A sentence. */
  why: string
}

/** Constants in the order of a list; null where each trace has its own, behind the parameters in its row. */
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
 * Integrates a neuron and writes its membrane potential at `grid.points` samples to `out` (float64, one trace at a time:
 * it may keep its working arrays).
 * @param theta parameters in the order of the model's list
 * @param constants in the order of the model's list
 * @param current null where none is injected
 * @param start a state to begin from, in place of the model's own
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
 * A neuron model as a value. Nothing outside a model's own folder knows how many parameters it has or what
 * they are called: priors, networks, sampler, plots and tables go by these lists.
 */
export interface NeuronModel {
  id: string
  name: string
  parameters: readonly ParameterDescription[]
  constants: readonly ConstantDescription[]
  /** Which of its parameters and constants can't be estimated together; an initial state that is not used counts as free. */
  confounded?: readonly Confounded[]
  /** What parameters and constants may be, by name; those that are not here may be anything. */
  allowed: Readonly<Record<string, Interval>>
  /** The membrane potential, for axis titles. */
  observed: { name: string; symbol: string; unit: string }
  /** The unit of an injected current; null where the equations have none. */
  currentUnit: string | null
  /** How many states the equations have; the first is the membrane potential. */
  states: number
  /** What is a spike in the membrane potential, in its unit; may lie below 0. */
  spike: SpikeLevel
  /** Where the membrane potential stays; a solution that leaves it runs away, and nothing can be learned from it. */
  plausible: Interval
  /** By an integrator of dynamics/integrators/, or written out. */
  solve: Solve
  /**
   * Its recovery variable as a second output, where it has one: what it is, and a solver that writes the membrane potential
   * and behind it the recovery variable, 2 × `grid.points` numbers.
   */
  recovery?: { observed: NeuronModel['observed']; solve: Solve }
  /** The same for many traces at once without injected current, where the model has such a kernel. */
  kernel?: (constants: Constants, grid: Grid) => SimulationKernel | null
  /** The periodic orbit that the neuron settles on, where it can be found. */
  cycles?: () => CycleFinder
  /** The cycle of its spikes at constant drive, where it can be followed. */
  spikeCycles?: SpikeCycles
  /** Solutions from given states for many neurons at once, where the model has such a kernel. */
  orbits?: (grid: Grid) => OrbitKernel | null
}

/** Traces that begin anywhere, each with a time step of its own. */
export interface OrbitKernel {
  /** Numbers in a row: parameters, constants but for initial states, the state at the start, dt. */
  readonly size: number
  /** @param rows n × size @param out receives n × points */
  traces(rows: Float64Array, n: number, out: Float32Array): void
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
