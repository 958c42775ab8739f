import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import { shownSize } from '../estimate/shown-samples.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'
import { withoutGaps } from '../network/without-gaps.ts'
import { fitNovelty, type Novelty, type NoveltyFit, noveltyOf } from '../statistics/novelty.ts'
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

/** What was measured of a network's training simulations, once: how a trace is compared with them. */
export interface LikenessFit {
  trace: NoveltyFit
  network: NoveltyFit
  /** Of each number that describes a trace, over all simulations. */
  lowest: Float64Array
  highest: Float64Array
}

/** Where the fit of one network is kept for the next program; a fit that can't be kept or read is made again. */
export interface LikenessStore {
  read(): LikenessFit | null
  keep(fit: LikenessFit): void
}

/**
 * Tells how like its training's simulations a trace is. The simulations are made on the first call for a network, where
 * no fit of theirs was kept.
 * @param prior that the network learned from
 */
export function likenessTo(prior: Prior, network: TrainedNetwork, store?: LikenessStore): Judge {
  let judge = known.get(network)
  if (!judge) {
    let fit = store?.read() ?? null
    if (!fit) {
      fit = fitLikeness(prior, network)
      store?.keep(fit)
    }
    judge = createJudge(prior, network, fit)
    known.set(network, judge)
  }
  return judge
}

function fitLikeness(prior: Prior, network: TrainedNetwork): LikenessFit {
  const { size } = prior
  const { summarize } = summaryOf(prior)
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
  const extreme = (most: (a: number, b: number) => number) =>
    summaries[0].map((_, j) => summaries.reduce((found, row) => most(found, row[j]), summaries[0][j]))
  return {
    trace: fitNovelty(summaries.slice(0, simulations), summaries.slice(simulations)),
    network: fitNovelty(answers.slice(0, simulations), answers.slice(simulations)),
    lowest: extreme(Math.min),
    highest: extreme(Math.max),
  }
}

function createJudge(prior: Prior, network: TrainedNetwork, fit: LikenessFit): Judge {
  const { names, summarize } = summaryOf(prior)
  return (observed) => {
    const whole = withoutGaps(observed, prior.size)
    const summary = summarize(whole)
    return {
      trace: { ...noveltyOf(fit.trace, summary), farthest: farthest(names, summary, fit) },
      network: noveltyOf(fit.network, network.outputs(whole, 1)),
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
  { lowest, highest }: LikenessFit,
): Likeness['trace']['farthest'] {
  let [most, found] = [0, null as Likeness['trace']['farthest']]
  names.forEach((name, j) => {
    const [low, high] = [lowest[j], highest[j]]
    const beyond = Math.max(own[j] - high, low - own[j]) / Math.max(high - low, 1e-12)
    if (beyond > most) [most, found] = [beyond, { name, above: own[j] > high }]
  })
  return found
}
