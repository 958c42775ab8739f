import type { Normalization } from '../../../contract/networks.ts'
import type { InputWriter } from './embedding.ts'

/** Writes (trace − mean)/sd, padded to `length` by its last value, as the first input. */
export function writeScaledTrace(
  { mean, sd }: Normalization['trace'],
  points: number,
  length: number,
): InputWriter {
  return (trace, from, [out], row) => {
    const at = row * length
    for (let i = 0; i < length; i++) out[at + i] = (trace[from + Math.min(i, points - 1)] - mean) / sd
    return null
  }
}
