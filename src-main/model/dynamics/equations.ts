/** dx/dt = f(x, I(t)) of a neuron; state 0 is the membrane potential. */
export interface Equations {
  states: number
  initial(theta: ArrayLike<number>, constants: ArrayLike<number>, out: Float64Array): void
  derivative(
    x: ArrayLike<number>,
    current: number,
    theta: ArrayLike<number>,
    constants: ArrayLike<number>,
    out: Float64Array,
  ): void
}
