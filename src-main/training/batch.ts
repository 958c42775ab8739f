import type { NetworkSpec } from '../contract/models.ts'
import { inputWidths } from '../inference/network/inputs.ts'
import { targetCount } from '../inference/network/targets.ts'
import type { Prior } from '../model/composition/prior.ts'

/** What a training step eats: rows ready for the network. */
export interface TrainingBatch {
  /** One array an input, rows × width. */
  inputs: Float32Array[]
  /** rows × targets. */
  target: Float32Array
}

export interface BatchShape {
  /** Rows at most. */
  n: number
  /** Of each input. */
  widths: number[]
  targets: number
}

export function batchShape(prior: Prior, spec: NetworkSpec, n: number): BatchShape {
  return { n, widths: inputWidths(spec, prior), targets: targetCount(spec, prior) }
}

/** Empty arrays of the right size, over `buffer` from `offset` bytes where one is given (to share with a worker). */
export function allocateBatch(shape: BatchShape, buffer?: ArrayBufferLike, offset = 0): TrainingBatch {
  const memory = buffer ?? new ArrayBuffer(batchBytes(shape))
  let at = offset
  const take = (width: number): Float32Array => {
    const array = new Float32Array(memory, at, shape.n * width)
    at += array.byteLength
    return array
  }
  return { inputs: shape.widths.map(take), target: take(shape.targets) }
}

export function batchBytes({ n, widths, targets }: BatchShape): number {
  return 4 * n * (widths.reduce((a, b) => a + b, 0) + targets)
}
