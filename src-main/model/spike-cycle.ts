import type { ParameterDescription } from '../contract/common.ts'

/**
 * The cycle of a neuron that fires repetitively at constant drive: from the upstroke of a spike to the peak of the next,
 * once transients of the start are gone (the second spike of a solution and the third). Both upstrokes are in it whole, so
 * that an observable may cut it at any level. Valid until the next one is traced.
 */
export interface TracedCycle {
  count: number
  /** ms, rising; not evenly spaced. */
  t: ArrayLike<number>
  /** Membrane potential at t, mV. */
  v: ArrayLike<number>
}

/** Traces cycles of many neurons, one after the other or several at once. */
export interface SpikeCycleTracer {
  kind: 'kernel' | 'reference'
  /** Rows that a call takes best; it takes any number. */
  capacity: number
  /**
   * @param rows n rows of parameters, then all constants, in the order of the neuron's lists
   * @param longest ms: a neuron whose next spike takes longer does not fire
   * @param visit is given each row's cycle in any order, null where the neuron does not fire repetitively
   */
  trace(
    rows: Float64Array,
    n: number,
    longest: number,
    visit: (row: number, cycle: TracedCycle | null) => void,
  ): void
}

/** A current through the membrane at each sample of a traced cycle, µA/cm², outward positive. */
export interface CycleCurrents {
  cycle: TracedCycle
  /** In the order of the neuron's `currents`. */
  currents: readonly ArrayLike<number>[]
}

/** Where a recorded cycle lies, mV: what combinations of parameters go by. */
export interface CycleLevels {
  /** Usual potential between spikes. */
  between: number
  /** Halfway from the level of alignment to the highest node. */
  upper: number
}

/**
 * A combination of parameters that a cycle tells better than the parameter in whose place it stands: in its coordinate the
 * posterior is narrow and straight where that of the parameter is bent along others.
 */
export interface CycleCombination {
  /** The parameter in whose place it stands. */
  parameter: string
  /** What its coordinate is, where it is told: on the coordinate's own scale, since a mean of what lies behind a logarithm says nothing. */
  quantity: ParameterDescription
  /** Its coordinate, without limits and rising with the parameter. @param row parameters, then all constants */
  of(row: ArrayLike<number>, levels: CycleLevels): number
  /** The parameter that gives it this coordinate, the others being those of the row; NaN where there is none. */
  parameterAt(coordinate: number, row: ArrayLike<number>, levels: CycleLevels): number
  /** log of the derivative of the coordinate by the parameter. */
  logSlope(row: ArrayLike<number>, levels: CycleLevels): number
}

/** A quantity that a cycle tells, of one parameter or of several. */
export interface CycleQuantity {
  /** In files; that of a parameter where it is one, so that it is not told twice. */
  name: string
  symbol: string
  /** One short sentence. */
  label: string
  unit: string | null
  /** Whether changes of it are told as differences in its unit, or as factors. */
  changes: 'difference' | 'factor'
  /** @param row parameters, then all constants */
  of(row: ArrayLike<number>): number
}

/** What a neuron knows of its own cycle at constant drive. */
export interface SpikeCycles {
  /** Double precision, one at a time: what the kernel must agree with. */
  reference(): SpikeCycleTracer
  /** Null where this engine has no WebAssembly SIMD. */
  kernel(): SpikeCycleTracer | null
  /** The currents that make the cycle, with names for a legend. */
  currents: readonly { name: string; symbol: string }[]
  combinations: readonly CycleCombination[]
  /** What a cycle tells: the halves of a recording are compared by these, and those that are no parameter are told too. */
  told: readonly CycleQuantity[]
  /** Parameters and constants that a cycle tells only together with an assumption, and what that is. */
  weak: readonly { names: readonly string[]; text: string }[]
  /** The parameter that sets the interval: more of it, a shorter one. */
  drive: string
  /** A cycle with its currents; null where the neuron does not fire repetitively. */
  currentsOf(row: ArrayLike<number>, longest: number): CycleCurrents | null
}
