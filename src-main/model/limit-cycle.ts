/** The periodic orbit that a neuron settles on. */
export interface LimitCycle {
  /** Time of a round, ms of the model. */
  period: number
  /** The state at `phase` of a round (0 … 1) after the upward crossing of u = 0: u, then v. */
  stateAt(phase: number, out: Float64Array): void
}

/** Finds limit cycles; one after the other in the same memory. */
export interface CycleFinder {
  /** Where u ended up when no cycle was found. */
  readonly rest: number
  /** @returns null where the neuron comes to rest. Valid until the next call. */
  find(theta: ArrayLike<number>, at: number, constants: ArrayLike<number>): LimitCycle | null
}
