import type { Learner } from './learner.ts'

/** Simulations as rows of network inputs and targets. */
export interface TrainingBatch {
  /** One array for each input, rows × width. */
  inputs: Float32Array[]
  /** rows × targets. */
  target: Float32Array
}

type BatchWidths = Pick<Learner, 'widths' | 'targets'>

/** Empty arrays for n rows, as views of `buffer` from byte `offset` where given (to share with a worker). */
export function allocateBatch(
  { widths, targets }: BatchWidths,
  n: number,
  buffer?: ArrayBufferLike,
  offset = 0,
): TrainingBatch {
  const memory = buffer ?? new ArrayBuffer(batchBytes({ widths, targets }, n))
  let at = offset
  const take = (width: number): Float32Array => {
    const array = new Float32Array(memory, at, n * width)
    at += array.byteLength
    return array
  }
  return { inputs: widths.map(take), target: take(targets) }
}

export function batchBytes({ widths, targets }: BatchWidths, n: number): number {
  return 4 * n * (widths.reduce((a, b) => a + b, 0) + targets)
}
