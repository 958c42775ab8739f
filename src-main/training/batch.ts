import type { NetworkSpec, Normalization } from '../contract/models.ts'
import { writeInputs } from '../inference/network/normalization.ts'
import { paddedLength } from '../inference/network/padded-length.ts'
import { statisticsCount } from '../inference/trace-statistics.ts'
import type { Prior } from '../simulation/prior.ts'
import { createRandom } from '../simulation/random.ts'
import { createBatchSource } from '../simulation/simulate.ts'

/** What a training step eats: rows ready for the network. */
export interface TrainingBatch {
  /** n × padded length. */
  trace: Float32Array
  /** n × statisticsCount. */
  statistics: Float32Array
  /** n × D, standardized unbounded parameters. */
  target: Float32Array
}

export interface BatchShape {
  n: number
  length: number
  dimension: number
}

export function batchShape(prior: Prior, spec: NetworkSpec, n: number): BatchShape {
  return { n, length: paddedLength(spec, prior.grid.points), dimension: prior.parameters.length }
}

/** Empty arrays of the right size, over `buffer` from `offset` bytes where one is given (to share with a worker). */
export function allocateBatch(
  { n, length, dimension }: BatchShape,
  buffer?: ArrayBufferLike,
  offset = 0,
): TrainingBatch {
  const sizes = [n * length, n * statisticsCount, n * dimension]
  const memory = buffer ?? new ArrayBuffer(batchBytes({ n, length, dimension }))
  const ends = sizes.map((_, i) => offset + 4 * sizes.slice(0, i).reduce((a, b) => a + b, 0))
  return {
    trace: new Float32Array(memory, ends[0], sizes[0]),
    statistics: new Float32Array(memory, ends[1], sizes[1]),
    target: new Float32Array(memory, ends[2], sizes[2]),
  }
}

export function batchBytes({ n, length, dimension }: BatchShape): number {
  return 4 * n * (length + statisticsCount + dimension)
}

/**
 * Fills batches with fresh simulations. Batch `index` of a seed is always the same, whoever makes it and when:
 * so a resumed run sees what an uninterrupted one would have, and workers can share the work.
 */
export function createBatchFiller(
  prior: Prior,
  spec: NetworkSpec,
  normalization: Normalization,
  n: number,
  seed: number,
): (index: number, out: TrainingBatch) => void {
  const { length, dimension } = batchShape(prior, spec, n)
  const source = createBatchSource(prior, n)
  const root = createRandom(seed)
  const { points } = prior.grid
  const { mean, sd } = normalization.target
  return (index, out) => {
    const { parameters, traces } = source(root.fork(index))
    for (let k = 0; k < n; k++) {
      writeInputs(
        traces,
        k * points,
        points,
        length,
        normalization,
        out.trace,
        k * length,
        out.statistics,
        k * statisticsCount,
      )
      prior.toUnbounded(parameters, k * dimension, out.target, k * dimension)
      for (let j = 0; j < dimension; j++) {
        out.target[k * dimension + j] = (out.target[k * dimension + j] - mean[j]) / sd[j]
      }
    }
  }
}
