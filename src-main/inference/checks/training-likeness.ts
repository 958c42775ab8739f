import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import { shownSize } from '../estimate/shown-samples.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'
import { withoutGaps } from '../network/without-gaps.ts'
import { createNovelty, type Novelty } from '../statistics/novelty.ts'
import { summarizeTrace, summaryNames } from './trace-summary.ts'

/** How far a trace lies from the simulations that a network learned from. */
export interface Likeness {
  /** By a few numbers that describe the trace. */
  trace: Novelty & { farthest: { name: string; above: boolean } | null }
  /** By what the network makes of it: its own outputs. */
  network: Novelty
}

/** Neighbours are looked for among these. */
const simulations = 1024
/** How far others lie from them sets the limit. */
const heldOut = 512
const atOnce = 128
/** Always the same simulations, so that the same trace is judged alike for ever. */
const seed = 20220101

type Judge = (observed: Float32Array) => Likeness
const known = new WeakMap<TrainedNetwork, Judge>()

/**
 * Tells how like its training's simulations a trace is. The simulations are made on the first call for a network.
 * @param prior that the network learned from
 */
export function likenessTo(prior: Prior, network: TrainedNetwork): Judge {
  let judge = known.get(network)
  if (!judge) {
    judge = createJudge(prior, network)
    known.set(network, judge)
  }
  return judge
}

function createJudge(prior: Prior, network: TrainedNetwork): Judge {
  const { size } = prior
  const { names, summarize } = summaryOf(prior)
  const { traces } = createBatchSource(prior, simulations + heldOut)(createRandom(seed))
  const all = simulations + heldOut
  const summaries = Array.from({ length: all }, (_, k) =>
    summarize(traces.subarray(k * size, (k + 1) * size)),
  )
  // Some at a time: what lies between the layers of all of them together takes hundreds of megabytes.
  const answers: Float32Array[] = []
  for (let from = 0; from < all; from += atOnce) {
    const n = Math.min(atOnce, all - from)
    const outputs = network.outputs(traces.subarray(from * size, (from + n) * size), n)
    const width = outputs.length / n
    for (let k = 0; k < n; k++) answers.push(outputs.subarray(k * width, (k + 1) * width))
  }
  const ofTrace = createNovelty(summaries.slice(0, simulations), summaries.slice(simulations))
  const ofNetwork = createNovelty(answers.slice(0, simulations), answers.slice(simulations))
  return (observed) => {
    const whole = withoutGaps(observed, size)
    const summary = summarize(whole)
    return {
      trace: { ...ofTrace(summary), farthest: farthest(names, summary, summaries) },
      network: ofNetwork(network.outputs(whole, 1)),
    }
  }
}

/** What data are compared by, and what the numbers say: a few that describe a trace; of other data, those that are shown. */
function summaryOf(prior: Prior): {
  names: readonly string[]
  summarize: (data: Float32Array) => Float64Array
} {
  if (prior.observable.spikeLevel) return { names: summaryNames, summarize: summarizeTrace }
  const shown = shownSize(prior)
  return {
    names: Array.from({ length: shown }, (_, i) => `number ${i + 1}`),
    summarize: (data) => Float64Array.from(data.subarray(0, shown)),
  }
}

/** The number that lies farthest outside all of the simulations', if any does. */
function farthest(
  names: readonly string[],
  own: ArrayLike<number>,
  all: readonly ArrayLike<number>[],
): Likeness['trace']['farthest'] {
  let [most, found] = [0, null as Likeness['trace']['farthest']]
  names.forEach((name, j) => {
    const column = all.map((row) => row[j])
    const [low, high] = [Math.min(...column), Math.max(...column)]
    const beyond = Math.max(own[j] - high, low - own[j]) / Math.max(high - low, 1e-12)
    if (beyond > most) [most, found] = [beyond, { name, above: own[j] > high }]
  })
  return found
}
