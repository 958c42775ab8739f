import type { ParameterDescription } from '../contract/common.ts'

/**
 * The cycle of a neuron that fires repetitively at constant drive: from the upstroke of a spike to the peak of the
 * next, after the initial transient (the second and the third spike of a solution). It includes both upstrokes
 * completely, so that an observable may cut it at any level. Valid until the next one is traced.
 */
export interface TracedCycle {
  count: number
  /** ms, ascending; not evenly spaced. */
  t: ArrayLike<number>
  /** Membrane potential at t, mV. */
  v: ArrayLike<number>
}

/** Traces cycles of many neurons, sequentially or several at once. */
export interface SpikeCycleTracer {
  kind: 'kernel' | 'reference'
  /** Optimal number of rows per call; any number is accepted. */
  capacity: number
  /**
   * @param rows n rows of parameters, then all constants, in the order of the neuron's lists
   * @param longest ms: with a longer interval the neuron counts as not firing
   * @param visit receives each row's cycle in any order, null where the neuron does not fire repetitively
   */
  trace(
    rows: Float64Array,
    n: number,
    longest: number,
    visit: (row: number, cycle: TracedCycle | null) => void,
  ): void
}

/** A traced cycle with the membrane currents at each sample, µA/cm², outward positive. */
export interface CycleCurrents {
  cycle: TracedCycle
  /** In the order of the neuron's `currents`. */
  currents: readonly ArrayLike<number>[]
}

/** Levels of a recorded cycle that combinations of parameters use, mV. */
export interface CycleLevels {
  /** Usual potential between spikes. */
  between: number
  /** Halfway from the level of alignment to the highest node. */
  upper: number
}

/**
 * A combination of parameters that a cycle identifies better than the parameter that it replaces: in its coordinate the
 * posterior is narrow and straight where that of the parameter is curved along others.
 */
export interface CycleCombination {
  /** The parameter that it replaces. */
  parameter: string
  /** Its coordinate as reported: on its own scale, since the mean of a logarithm can't be transformed back. */
  quantity: ParameterDescription
  /** Its coordinate, unbounded and increasing with the parameter. @param row parameters, then all constants */
  of(row: ArrayLike<number>, levels: CycleLevels): number
  /** The parameter value with this coordinate, the others being those of the row; NaN where there is none. */
  parameterAt(coordinate: number, row: ArrayLike<number>, levels: CycleLevels): number
  /** log of the derivative of the coordinate with respect to the parameter. */
  logSlope(row: ArrayLike<number>, levels: CycleLevels): number
}

/** A quantity that a cycle identifies: one parameter, or a combination of several. */
export interface CycleQuantity {
  /** In files; the parameter's own name where it is one, so that it is not reported twice. */
  name: string
  symbol: string
  /** A short label. */
  label: string
  unit: string | null
  /** Whether changes are reported as differences in its unit, or as factors. */
  changes: 'difference' | 'factor'
  /** @param row parameters, then all constants */
  of(row: ArrayLike<number>): number
}

/** Spike cycles of a neuron at constant drive. */
export interface SpikeCycles {
  /** Double precision, one at a time: the reference for the kernel. */
  reference(): SpikeCycleTracer
  /** Null where this engine has no WebAssembly SIMD. */
  kernel(): SpikeCycleTracer | null
  /** The currents of the cycle, with names for a legend. */
  currents: readonly { name: string; symbol: string }[]
  combinations: readonly CycleCombination[]
  /** Identifiable quantities: halves of a recording are compared by these; those that are no parameter are reported. */
  told: readonly CycleQuantity[]
  /** Parameters and constants that a cycle identifies only under an assumption, and that assumption. */
  weak: readonly { names: readonly string[]; text: string }[]
  /** The parameter that sets the interval: larger values shorten it. */
  drive: string
  /** A cycle with its currents; null where the neuron does not fire repetitively. */
  currentsOf(row: ArrayLike<number>, longest: number): CycleCurrents | null
}
