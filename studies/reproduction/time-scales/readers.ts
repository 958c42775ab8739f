import * as tf from '@tensorflow/tfjs-core'
import { sampleMixture } from '../../../src-main/inference/mixture.ts'
import { forward } from '../../../src-main/inference/network/forward.ts'
import { createInputWriter, inputWidths } from '../../../src-main/inference/network/inputs.ts'
import { createMixtureReader } from '../../../src-main/inference/network/mixture-output.ts'
import { targetIndices } from '../../../src-main/inference/network/targets.ts'
import { toTensors } from '../../../src-main/inference/network/weights.ts'
import type { StoredModel } from '../../../src-main/library/model-format/model-files.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import type { Columns } from '../page/evidence.ts'
import { prior } from '../test-set.ts'

/** A trained network that is shown traces, and to its statistics, if it has them, others. */
export interface Reader {
  name: string
  /** Whether statistics of the trace stand beside its embedding. */
  hasStatistics: boolean
  /** @param traces n × points @returns estimates (of a posterior, its mean), by parameter */
  read(traces: Float32Array, forStatistics?: Float32Array): Columns
}

const chunk = 256
/** Draws for the mean of a posterior. */
const draws = 256

export function createReader(name: string, { card, specs, weights }: StoredModel): Reader {
  const { network: spec, normalization } = card
  const { points } = prior.grid
  const widths = inputWidths(spec, prior)
  const write = createInputWriter(spec, prior, normalization, true)
  const indices = targetIndices(spec, prior)
  const toValues =
    spec.kind === 'point' ? pointValues(card.normalization) : posteriorMeans(spec, normalization)

  const inputsOf = (traces: Float32Array, from: number, n: number): Float32Array[] => {
    const inputs = widths.map((width) => new Float32Array(n * width))
    for (let k = 0; k < n; k++) write(traces, (from + k) * points, inputs, k)
    return inputs
  }
  const outputsOf = (inputs: readonly Float32Array[], n: number): Float32Array =>
    tf.tidy(() => {
      const tensors = inputs.map((input, i) => tf.tensor2d(input, [n, widths[i]]))
      return forward(spec, toTensors(specs, weights), tensors).dataSync() as Float32Array
    })

  return {
    name,
    hasStatistics: spec.kind === 'posterior',
    read(traces, forStatistics = traces) {
      const total = traces.length / points
      const columns: Columns = Object.fromEntries(indices.map((j) => [prior.parameters[j].name, []]))
      for (let from = 0; from < total; from += chunk) {
        const n = Math.min(chunk, total - from)
        const inputs = inputsOf(traces, from, n)
        if (spec.kind === 'posterior') inputs[1] = inputsOf(forStatistics, from, n)[1]
        const outputs = outputsOf(inputs, n)
        const size = outputs.length / n
        for (let k = 0; k < n; k++) {
          const values = toValues(outputs.subarray(k * size, (k + 1) * size))
          indices.forEach((j, i) => {
            columns[prior.parameters[j].name].push(values[i])
          })
        }
      }
      return columns
    },
  }
}

type ToValues = (output: Float32Array) => ArrayLike<number>

function pointValues({ target: { mean, sd } }: StoredModel['card']['normalization']): ToValues {
  return (output) => output.map((y, i) => mean[i] + sd[i] * y)
}

function posteriorMeans(
  spec: Extract<StoredModel['card']['network'], { kind: 'posterior' }>,
  normalization: StoredModel['card']['normalization'],
): ToValues {
  const toMixture = createMixtureReader(spec, normalization)
  const D = prior.parameters.length
  const z = new Float64Array(draws * D)
  const values = new Float64Array(D)
  return (output) => {
    // The same draws for every trace, so that variants differ in nothing else.
    sampleMixture(toMixture(output), draws, createRandom(1), z)
    const means = new Float64Array(D)
    for (let i = 0; i < draws; i++) {
      prior.fromUnbounded(z, i * D, values, 0)
      for (let j = 0; j < D; j++) means[j] += values[j] / draws
    }
    return means
  }
}
