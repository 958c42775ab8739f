/** The limit cycle of a neuron. */
export interface LimitCycle {
  /** Period, ms of the model. */
  period: number
  /** Writes the state at `phase` (0 … 1) after the upward crossing of u = 0 to out: u, then v. */
  stateAt(phase: number, out: Float64Array): void
}

/** Finds limit cycles, one at a time in the same memory. */
export interface CycleFinder {
  /** Final u where no cycle was found. */
  readonly rest: number
  /** @returns null where the neuron comes to rest. Valid until the next call. */
  find(theta: ArrayLike<number>, at: number, constants: ArrayLike<number>): LimitCycle | null
}
