/** Eight times the weights of the largest network here; a larger one in a card is rejected. */
export const maximalWeights = 16 * 1024 * 1024

/**
 * Largest size read of each file of a model, in bytes. Ten to a hundred times the usual size (a card with its
 * calibration: 0.1 MB; model.json: 6 kB; golden traces: 50 kB), yet parsed fast enough for an interactive window.
 */
export const fileLimits = {
  'card.json': 1024 * 1024,
  'model.json': 1024 * 1024,
  'weights.bin': 4 * maximalWeights,
  'golden.json': 4 * 1024 * 1024,
} as const
/** Nesting depth of lists and objects; models have six. */
export const maximalNesting = 32
export type ModelFileName = keyof typeof fileLimits
