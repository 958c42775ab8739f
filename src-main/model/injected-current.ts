/**
 * The injected current over the solver's steps, n = (points − 1) · substeps of them: at a step's start (its limit from
 * the right), middle and end (its limit from the left). In the unit of the neuron's current.
 */
export interface InjectedCurrent {
  start: Float64Array
  middle: Float64Array
  end: Float64Array
}
