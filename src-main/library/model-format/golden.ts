import { version } from '../../../package.json'
import type { GoldenReplay, MadeWith } from '../../contract/models.ts'
import { goldenTolerance } from '../../contract/same-answers.ts'
import type { Engine } from '../../inference/network/engine.ts'
import type { Learner } from '../../inference/network/learner.ts'
import { mixtureMoments } from '../../inference/network/recalibration.ts'
import { createTrainedNetwork, type NetworkParts } from '../../inference/network/trained-network.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import type { Golden } from './golden-file.ts'

const traceCount = 4
const seed = 1962

/** The functional parts of a model, without its descriptive text. */
export interface GoldenSubject {
  learner: Learner
  parts: NetworkParts
  weights: Float32Array
}

/** The versions that make models here. */
export function madeHere(engine: Engine): MadeWith {
  return { program: version, tensorflow: engine.version, backend: engine.backend() }
}

/** Draws traces from the prior and records the network's outputs. */
export function makeGolden(subject: GoldenSubject, engine: Engine): Golden {
  const { prior, size } = subject.learner
  // Data other than time series may have any magnitude, so they get significant digits.
  const inTime = prior.observable.spikeLevel !== null
  const rounded = (x: number): number => Number(inTime ? x.toFixed(5) : x.toPrecision(9))
  const batch = createBatchSource(prior, traceCount)(createRandom(seed))
  const traces = Array.from({ length: traceCount }, (_, k) =>
    Array.from(batch.traces.subarray(k * size, (k + 1) * size), rounded),
  )
  return {
    format: 'nagumo-golden',
    version: 1,
    madeWith: madeHere(engine),
    traces,
    ...answersTo(traces, subject, engine),
  }
}

/** Runs the network again and compares. */
export function replayGolden(golden: Golden, subject: GoldenSubject, engine: Engine): GoldenReplay {
  const now = answersTo(golden.traces, subject, engine)
  const outputs = largest(now.outputs, golden.outputs, (a, b) => Math.abs(a - b) / (1 + Math.abs(b)))
  let proposals = 0
  now.proposals.forEach(({ mean, sd }, k) => {
    const then = golden.proposals[k]
    const shift = largest([mean], [then.mean], (a, b, j) => Math.abs(a - b) / then.sd[j])
    const widening = largest([sd], [then.sd], (a, b) => Math.abs(Math.log(a / b)))
    proposals = Math.max(proposals, shift, widening)
  })
  const same = outputs <= goldenTolerance.outputs && proposals <= goldenTolerance.proposals
  return { same, outputs, proposals, made: golden.madeWith, here: madeHere(engine) }
}

function answersTo(
  traces: readonly number[][],
  { learner, parts, weights }: GoldenSubject,
  engine: Engine,
): Pick<Golden, 'outputs' | 'proposals'> {
  const { size } = learner
  const n = traces.length
  const flat = Float32Array.from({ length: n * size }, (_, i) => traces[Math.floor(i / size)][i % size])
  // Recalibration is applied after these outputs, and may be refitted later.
  const network = createTrainedNetwork(learner, { ...parts, recalibration: null }, weights, engine)
  const outputs = network.outputs(flat, n)
  const proposals = network.condition(flat, n).map((mixture) => {
    const { mean, sd } = mixtureMoments(mixture)
    return { mean: Array.from(mean), sd: Array.from(sd) }
  })
  network.dispose()
  const width = learner.outputs
  return {
    outputs: Array.from({ length: n }, (_, k) =>
      Array.from(outputs.subarray(k * width, (k + 1) * width), (y) => Number(y.toPrecision(9))),
    ),
    proposals,
  }
}

/** The largest difference; infinite where lengths differ or a value is NaN. */
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
