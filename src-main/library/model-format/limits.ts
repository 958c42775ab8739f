/** Eight times the weights of the largest network here; a card that asks for more is not built. */
export const maximalWeights = 16 * 1024 * 1024

/**
 * Largest size of each file of a model, in bytes; what is larger is not read. Ten to a hundred times what models have
 * (a card with its calibration: 0.1 MB; model.json: 6 kB; golden traces: 50 kB), and little enough to be parsed while
 * a window waits.
 */
export const fileLimits = {
  'card.json': 1024 * 1024,
  'model.json': 1024 * 1024,
  'weights.bin': 4 * maximalWeights,
  'golden.json': 4 * 1024 * 1024,
} as const
/** Lists and objects in each other; models have six. */
export const maximalNesting = 32
export type ModelFileName = keyof typeof fileLimits
