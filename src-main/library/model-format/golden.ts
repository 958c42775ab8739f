import * as tf from '@tensorflow/tfjs-core'
import { version } from '../../../package.json'
import type { GoldenReplay, MadeWith } from '../../contract/models.ts'
import { goldenTolerance } from '../../contract/same-answers.ts'
import { mixtureMoments } from '../../inference/network/recalibration.ts'
import { createTrainedNetwork, type NetworkParts } from '../../inference/network/trained-network.ts'
import type { WeightSpec } from '../../inference/network/weights.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import type { Golden } from './golden-file.ts'

const traceCount = 4
const seed = 1962

/** What a model is made of, without what only people read. */
export interface GoldenSubject {
  parts: NetworkParts
  specs: readonly WeightSpec[]
  weights: Float32Array
}

/** What makes models here and now. */
export function madeHere(): MadeWith {
  // By the name that people know it by.
  const backend = tf.getBackend() === 'tensorflow' ? 'native' : tf.getBackend()
  return { program: version, tensorflow: tf.version_core, backend }
}

/** Draws traces from the prior and writes down what the network makes of them. Needs TensorFlow to be loaded. */
export function makeGolden(prior: Prior, subject: GoldenSubject): Golden {
  const { points } = prior.grid
  const batch = createBatchSource(prior, traceCount)(createRandom(seed))
  const traces = Array.from({ length: traceCount }, (_, k) =>
    Array.from(batch.traces.subarray(k * points, (k + 1) * points), (u) => Number(u.toFixed(5))),
  )
  return {
    format: 'nagumo-golden',
    version: 1,
    madeWith: madeHere(),
    traces,
    ...answersTo(traces, prior, subject),
  }
}

/** Asks the network again, and compares. Needs TensorFlow to be loaded. */
export function replayGolden(golden: Golden, prior: Prior, subject: GoldenSubject): GoldenReplay {
  const now = answersTo(golden.traces, prior, subject)
  const outputs = largest(now.outputs, golden.outputs, (a, b) => Math.abs(a - b) / (1 + Math.abs(b)))
  let proposals = 0
  now.proposals.forEach(({ mean, sd }, k) => {
    const then = golden.proposals[k]
    const shift = largest([mean], [then.mean], (a, b, j) => Math.abs(a - b) / then.sd[j])
    const widening = largest([sd], [then.sd], (a, b) => Math.abs(Math.log(a / b)))
    proposals = Math.max(proposals, shift, widening)
  })
  const same = outputs <= goldenTolerance.outputs && proposals <= goldenTolerance.proposals
  return { same, outputs, proposals, made: golden.madeWith, here: madeHere() }
}

function answersTo(
  traces: readonly number[][],
  prior: Prior,
  { parts, specs, weights }: GoldenSubject,
): Pick<Golden, 'outputs' | 'proposals'> {
  const { points } = prior.grid
  const n = traces.length
  const flat = Float32Array.from({ length: n * points }, (_, i) => traces[Math.floor(i / points)][i % points])
  // A recalibration comes after these answers, and may be fitted again later.
  const network = createTrainedNetwork(prior, { ...parts, recalibration: null }, specs, weights)
  const outputs = network.outputs(flat, n)
  const proposals = network.condition(flat, n).map((mixture) => {
    const { mean, sd } = mixtureMoments(mixture)
    return { mean: Array.from(mean), sd: Array.from(sd) }
  })
  network.dispose()
  const size = outputs.length / n
  return {
    outputs: Array.from({ length: n }, (_, k) =>
      Array.from(outputs.subarray(k * size, (k + 1) * size), (y) => Number(y.toPrecision(9))),
    ),
    proposals,
  }
}

/** The largest difference; infinite where the lists are not alike in length or a number is none. */
function largest(
  now: readonly number[][],
  then: readonly number[][],
  difference: (a: number, b: number, j: number) => number,
): number {
  let most = 0
  for (let k = 0; k < then.length; k++) {
    if (now[k].length !== then[k].length) return Number.MAX_VALUE
    for (let j = 0; j < then[k].length; j++) {
      const found = difference(now[k][j], then[k][j], j)
      most = Number.isFinite(found) ? Math.max(most, found) : Number.MAX_VALUE
    }
  }
  return most
}
