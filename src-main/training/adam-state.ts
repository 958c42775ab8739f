/**
 * Adam (Kingma & Ba 2015) on plain arrays, with clipping by the global norm of the gradient. One pass over the
 * weights instead of a dozen small operations for each tensor; its state is plain numbers, so that a
 * checkpoint is exact and independent of the backend.
 */
export interface AdamState {
  step: number
  /** First and second moments, as long as the weights. */
  first: Float32Array
  second: Float32Array
}
