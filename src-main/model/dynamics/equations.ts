/** dx/dt = f(x, I(t)) of a neuron; state 0 is the membrane potential. */
export interface Equations {
  states: number
  /**
   * Writes the state at the first sample to out.
   * @param theta the neuron's parameters
   * @param constants in the order of its list
   */
  initial(theta: ArrayLike<number>, constants: ArrayLike<number>, out: Float64Array): void
  /**
   * Writes dx/dt at x to out, per ms.
   * @param current injected at that moment
   * @param out never x itself
   */
  derivative(
    x: ArrayLike<number>,
    current: number,
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
    out: Float64Array,
  ): void
}

/** For exponential integrators: dx_j/dt = a_j − b_j x_j, a_j and b_j depending on the other states (e.g. gates). */
export interface SemilinearEquations extends Equations {
  /** Writes a (unit of the state per ms) and b (per ms) at x. @param current injected at that moment */
  linear(
    x: ArrayLike<number>,
    current: number,
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
    a: Float64Array,
    b: Float64Array,
  ): void
}
