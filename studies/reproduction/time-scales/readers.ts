import { sampleMixture } from '../../../src-main/inference/mixture.ts'
import type { Engine } from '../../../src-main/inference/network/engine.ts'
import type { Learner } from '../../../src-main/inference/network/learner.ts'
import type { StoredModel } from '../../../src-main/library/model-format/model-files.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import type { Columns } from '../page/evidence.ts'
import { prior } from '../test-set.ts'

/** A trained network that takes traces and, if it has statistics, those of other traces. */
export interface Reader {
  name: string
  /** Whether statistics of the trace are an input beside its embedding. */
  hasStatistics: boolean
  /** @param traces n × points @returns estimates (posterior means), by parameter */
  read(traces: Float32Array, forStatistics?: Float32Array): Columns
}

const chunk = 256
/** Draws for the mean of a posterior. */
const draws = 256

export function createReader(
  name: string,
  { card: { normalization }, learner, weights }: StoredModel,
  engine: Engine,
): Reader {
  const { size, widths, parameters: indices } = learner
  const isPosterior = learner.spec.kind === 'posterior'
  const write = learner.inputWriter(normalization, true)
  const toValues = isPosterior ? posteriorMeans(learner, normalization) : pointValues(normalization)

  const inputsOf = (traces: Float32Array, from: number, n: number): Float32Array[] => {
    const inputs = widths.map((width) => new Float32Array(n * width))
    for (let k = 0; k < n; k++) write(traces, (from + k) * size, inputs, k)
    return inputs
  }

  return {
    name,
    hasStatistics: isPosterior,
    read(traces, forStatistics = traces) {
      const total = traces.length / size
      const network = engine.network(learner, weights)
      const columns: Columns = Object.fromEntries(indices.map((j) => [prior.parameters[j].name, []]))
      for (let from = 0; from < total; from += chunk) {
        const n = Math.min(chunk, total - from)
        const inputs = inputsOf(traces, from, n)
        if (isPosterior) inputs[1] = inputsOf(forStatistics, from, n)[1]
        const outputs = network.outputs(inputs, n)
        for (let k = 0; k < n; k++) {
          const values = toValues(outputs.subarray(k * learner.outputs, (k + 1) * learner.outputs))
          indices.forEach((j, i) => {
            columns[prior.parameters[j].name].push(values[i])
          })
        }
      }
      network.dispose()
      return columns
    },
  }
}

type ToValues = (output: Float32Array) => ArrayLike<number>

function pointValues({ target: { mean, sd } }: StoredModel['card']['normalization']): ToValues {
  return (output) => output.map((y, i) => mean[i] + sd[i] * y)
}

function posteriorMeans(learner: Learner, normalization: StoredModel['card']['normalization']): ToValues {
  const toMixture = learner.reader(normalization, null)
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
