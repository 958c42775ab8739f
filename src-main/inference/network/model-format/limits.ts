/** More weights than any network here can have; a card that asks for more is not built. */
export const maximalWeights = 64 * 1024 * 1024

/** Largest size of each file of a model, in bytes; what is larger is not read. */
export const fileLimits = {
  'card.json': 16 * 1024 * 1024,
  'model.json': 4 * 1024 * 1024,
  'weights.bin': 4 * maximalWeights,
  'golden.json': 64 * 1024 * 1024,
} as const
export type ModelFileName = keyof typeof fileLimits
