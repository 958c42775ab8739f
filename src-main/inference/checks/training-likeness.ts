import type { Prior } from '../../model/composition/prior.ts'
import { createRandom } from '../../model/random.ts'
import { createBatchSource } from '../../model/simulate/simulate.ts'
import { shownSize } from '../estimate/shown-samples.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'
import { withoutGaps } from '../network/without-gaps.ts'
import { fitNovelty, type Novelty, type NoveltyFit, noveltyOf } from '../statistics/novelty.ts'
import { summarizeTrace, summaryNames } from './trace-summary.ts'

/** Distance of a trace from a network's training simulations. */
export interface Likeness {
  /** In summary statistics of the trace. */
  trace: Novelty & { farthest: { name: string; above: boolean } | null }
  /** In the network's outputs. */
  network: Novelty
}

/** Number of simulations searched for nearest neighbours. */
const simulations = 1024
/** Number of held-out simulations, whose distances set the limit. */
const heldOut = 512
const atOnce = 128
/** Fixed, so that the same trace always gets the same result. */
const seed = 20220101

/** Number of the layout of a stored fit: raise it where simulations, statistics or their order change. */
export const likenessLayout = 2

type Judge = (observed: Float32Array) => Likeness
const known = new WeakMap<TrainedNetwork, Judge>()

/** Reference statistics of a network's training simulations, computed once. */
export interface LikenessFit {
  trace: NoveltyFit
  network: NoveltyFit
  /** Range of each summary statistic over all simulations. */
  lowest: Float64Array
  highest: Float64Array
}

/** Stores the fit of one network between runs; a fit that can't be stored or read is computed again. */
export interface LikenessStore {
  read(): LikenessFit | null
  keep(fit: LikenessFit): void
}

/**
 * Returns a function that measures a trace's similarity to the network's training simulations. They are simulated on
 * the first call for a network, unless its fit is stored.
 * @param prior training prior of the network
 */
export function likenessTo(prior: Prior, network: TrainedNetwork, store?: LikenessStore): Judge {
  let judge = known.get(network)
  if (!judge) {
    let fit = store?.read() ?? null
    if (!fit || !isFitOf(fit, prior, network)) {
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
  // In batches: the activations of all simulations at once would take hundreds of megabytes.
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

/** Whether a stored fit is of these statistics and this network: any other gives distances that are not numbers. */
function isFitOf(fit: LikenessFit, prior: Prior, network: TrainedNetwork): boolean {
  const outputs = network.outputs(new Float32Array(prior.size), 1).length
  return fit.trace.means.length === summaryOf(prior).names.length && fit.network.means.length === outputs
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

/** Summary statistics for the comparison, and their names: those of a trace; for other data, the numbers displayed. */
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

/** The statistic farthest outside the range of the simulations; null where none is. */
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
