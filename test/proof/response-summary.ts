import { membranePotential } from '../../src-main/model/observable/trace/trace.ts'
import type { Observable } from '../../src-main/model/observable.ts'

/** Stretches that a response is cut into; each has its mean and its standard deviation. */
const stretches = 20

/** A response to a protocol as 40 numbers: mean and standard deviation of the membrane potential in 20 stretches of it. */
export const responseSummary: Observable = {
  kind: 'response-summary',
  name: 'summaries of a response',
  parameters: [],
  allowed: {},
  circular: [],
  integratedOut: [],
  estimatesScales: false,
  constants: ({ constants }) => constants,
  problem: (_neuron, injects) =>
    injects
      ? null
      : 'A response is that to a current, and the prior has no protocol. Add one that injects a current.',
  size: () => 2 * stretches,
  interval: () => 1,
  describe: ({ observed }) => ({
    axis: { name: 'number', unit: null },
    value: { name: 'mean and sd of the response', symbol: 'y', unit: observed.unit },
  }),
  predictor(forward, kind) {
    const potential = membranePotential(forward, kind)
    const { points } = forward.grid
    const v = new Float64Array(points)
    return {
      kind: 'reference',
      capacity: Number.POSITIVE_INFINITY,
      predictions(theta, n, out) {
        for (let k = 0; k < n; k++) {
          potential.predictions(theta.subarray(k * forward.layout.size), 1, v)
          out.set(summaryOf(v), k * 2 * stretches)
        }
      },
    }
  },
  fromTrace: summaryOf,
  isUseful(_forward, numbers, from) {
    for (let i = from; i < from + 2 * stretches; i++) if (!Number.isFinite(numbers[i])) return false
    return true
  },
  spikeLevel: null,
  derived: () => ({}),
  embeddings: ['numbers'],
  checks: ['priorEdge', 'priorChange', 'sampling', 'likeTraining'],
}

function summaryOf(v: Float64Array): Float64Array {
  const length = Math.floor(v.length / stretches)
  const numbers = new Float64Array(2 * stretches)
  for (let s = 0; s < stretches; s++) {
    const [mean, sd] = meanAndSd(v.subarray(s * length, (s + 1) * length))
    numbers[s] = mean
    numbers[stretches + s] = sd
  }
  return numbers
}

function meanAndSd(x: Float64Array): [number, number] {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length
  return [mean, Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length)]
}
