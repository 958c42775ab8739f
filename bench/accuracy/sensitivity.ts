import { appendFileSync } from 'node:fs'
import { marginalsOf } from '../../src-main/inference/estimate/describe-parameters.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import {
  type Sensitivity,
  sensitivityOf,
  wholeOf,
} from '../../src-main/inference/estimate/sensitivity/sensitivity.ts'
import { broaden } from '../../src-main/inference/importance/broaden.ts'
import { fitMixture } from '../../src-main/inference/importance/fit-mixture.ts'
import {
  adaptiveImportanceSampling,
  type SamplerSettings,
  type WeightedPosterior,
} from '../../src-main/inference/importance/sampler.ts'
import { resample } from '../../src-main/inference/importance/weights.ts'
import type { Mixture } from '../../src-main/inference/mixture.ts'
import { createProblem, type Problem } from '../../src-main/inference/problem.ts'
import type { WeightedSample } from '../../src-main/inference/statistics/weighted.ts'
import { withFixed } from '../../src-main/model/composition/with-fixed.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { loadEstimator, quantileOf } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'

/** Minimum ESS of a re-estimate. */
const leastEss = 400
/** ESS of the estimates that are compared: their Monte Carlo error must be small against the tolerance. */
const precise: Partial<SamplerSettings> = { enoughEss: 2500, maximalRounds: 12 }
/** Tolerance for a shift: this fraction of it, or so many posterior sds where the shift is below `smallMove` sds. */
const [promised, promisedOfSmall, smallMove] = [0.2, 0.1, 0.3]

/** One parameter under one changed constant, in posterior sd. */
interface Pair {
  constant: string
  parameter: string
  said: number
  exact: number
}

/**
 * The shift of an estimate that a report predicts for a changed constant, against an estimate with the changed
 * constant, on fresh traces; and the scores of the constants, which are right in all of them.
 */
export async function sensitivity({ model, traces, seed, out }: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { prior } = estimator
  const batch = createBatchSource(prior, traces)(createRandom(seed))
  const pairs: Pair[] = []
  const scores = new Map<string, number[]>()
  const seconds: number[] = []
  const left = { sampler: 0, again: 0, untold: 0 }
  for (let k = 0; k < traces; k++) {
    const observed = batch.traces.slice(k * prior.size, (k + 1) * prior.size)
    const found = estimateOf(estimator, observed, createRandom(k))
    if (!found || found.posterior.ess < leastEss) {
      left.sampler++
      continue
    }
    const began = performance.now()
    const said = wholeOf(
      sensitivityOf(found.compared, observed, found.posterior, found.marginals, createRandom(k).fork(8)),
    )
    seconds.push((performance.now() - began) / 1000)
    for (const { name, z } of said.scores) scores.set(name, [...(scores.get(name) ?? []), z])
    const own = pairsOf(estimator, observed, found, said, createRandom(k).fork(9))
    left.again += own.left
    left.untold += own.untold
    pairs.push(...own.pairs)
    if (out)
      appendFileSync(
        out,
        `${JSON.stringify({ k, ess: found.posterior.ess, scores: said.scores, pairs: own.pairs })}\n`,
      )
  }
  console.log(
    `${model}, ${traces} fresh traces (seed ${seed}): ${left.sampler} left out with an ESS below ${leastEss}, ${left.again} re-estimates for the same reason; ${left.untold} changes whose moves are not told`,
  )
  console.table(tableOf(pairs))
  console.log('scores of constants that are right, which are to be standard normal:')
  console.table(Object.fromEntries(Array.from(scores, ([name, z]) => [name, scoreRow(z)])))
  console.log(
    `seconds for all constants: median ${quantileOf(seconds, 0.5).toFixed(3)}, 95 % ${quantileOf(seconds, 0.95).toFixed(3)}`,
  )
}

interface Found {
  compared: Parameters<typeof sensitivityOf>[0]
  posterior: WeightedPosterior
  marginals: WeightedSample[]
  values: Float64Array
}

function estimateOf(
  { prior, simulator, network }: Estimator,
  observed: Float32Array,
  random: Random,
): Found | null {
  const problem = createProblem(prior, simulator, observed)
  const [learned] = network?.condition(observed, 1) ?? []
  const proposal = learned ?? problem.search(random)
  if (!proposal) return null
  const posterior = sampled(problem, proposal, random)
  if (!posterior) return null
  const values = problem.parametersOf(posterior.z, posterior.extra, posterior.weights.length, null)
  return {
    compared: { prior, simulator, observed, problem, proposal, search: problem.search },
    posterior,
    marginals: marginalsOf(values, prior.parameters.length, posterior.weights),
    values,
  }
}

function sampled(
  problem: Problem,
  proposal: Mixture,
  random: Random,
  settings: Partial<SamplerSettings> = {},
): WeightedPosterior | null {
  const steps = adaptiveImportanceSampling(
    problem.target,
    proposal,
    random,
    { ...problem.settings, ...settings },
    () => problem.search(random),
  )
  try {
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  } catch {
    return null
  }
}

/** Re-estimates with each constant changed, starting from the draws moved by the predicted shift. */
function pairsOf(
  { prior }: Estimator,
  observed: Float32Array,
  { compared, posterior, values }: Found,
  { assumed }: Pick<Sensitivity, 'assumed'>,
  random: Random,
): { pairs: Pair[]; left: number; untold: number } {
  const D = prior.parameters.length
  const rows = resample(posterior.weights, 1000, random)
  const exactly = sampled(compared.problem, compared.proposal, random, precise)
  if (!exactly) return { pairs: [], left: assumed.length, untold: 0 }
  const before = marginalsOf(
    compared.problem.parametersOf(exactly.z, exactly.extra, exactly.weights.length, null),
    D,
    exactly.weights,
  )
  let left = 0
  let untold = 0
  const pairs = assumed.flatMap(({ name, value, change, moves }): Pair[] => {
    if (moves.length === 0) {
      untold++
      return []
    }
    const changed = withFixed(prior, name, value + change)
    const problem = createProblem(changed, createSimulator(changed.forward), observed)
    const d = problem.coordinates.dimension
    const points = Array.from(rows, (row) => {
      const z = new Float64Array(d)
      const own = values.slice(row * D, (row + 1) * D).map((x, j) => x + moves[j].by)
      problem.coordinates.of(own, 0, problem.reading, z, 0)
      return Array.from(z)
    }).filter((z) => z.every(Number.isFinite))
    const start =
      points.length > 100 &&
      broaden(
        fitMixture(
          Float64Array.from(points.flat()),
          new Float64Array(points.length).fill(1 / points.length),
          { dimension: d, components: 3, degrees: 6, iterations: 10 },
          random,
        ),
        1.5,
        [{ share: 0.2, width: 3 }],
      )
    const again = start && sampled(problem, start, random, precise)
    if (!again || again.ess < leastEss) {
      left++
      return []
    }
    const after = problem.parametersOf(again.z, again.extra, again.weights.length, null)
    return marginalsOf(after, D, again.weights).flatMap(({ mean }, j) => {
      if (prior.observable.circular.includes(prior.parameters[j].name)) return []
      const parameter = prior.parameters[j].name
      return [
        {
          constant: name,
          parameter,
          said: moves[j].inSd,
          exact: (mean - before[j].mean) / before[j].sd,
        },
      ]
    })
  })
  return { pairs, left, untold }
}

function holds({ said, exact }: Pair): boolean {
  const off = Math.abs(said - exact)
  return (
    off <=
    (Math.abs(exact) < smallMove ? promisedOfSmall : Math.max(promised * Math.abs(exact), promisedOfSmall))
  )
}

function tableOf(pairs: readonly Pair[]): Record<string, object> {
  const keys = [...new Set(pairs.map(({ constant, parameter }) => `${parameter} for ${constant}`)), 'all']
  return Object.fromEntries(
    keys.map((key) => {
      const own = pairs.filter(
        ({ constant, parameter }) => key === 'all' || key === `${parameter} for ${constant}`,
      )
      const large = own.filter(({ exact }) => Math.abs(exact) >= smallMove)
      const within = own.filter(holds).length / own.length
      const errors = large.map(({ said, exact }) => Math.abs(said / exact - 1))
      return [
        key,
        {
          n: own.length,
          'median move, sd': quantileOf(
            own.map(({ exact }) => Math.abs(exact)),
            0.5,
          ).toFixed(2),
          'as promised': within.toFixed(3),
          se: Math.sqrt((within * (1 - within)) / own.length).toFixed(3),
          'n of ≥ 0.3 sd': large.length,
          'within 20 %': large.length
            ? (errors.filter((e) => e <= promised).length / large.length).toFixed(3)
            : '–',
          'median error': large.length ? quantileOf(errors, 0.5).toFixed(3) : '–',
        },
      ]
    }),
  )
}

function scoreRow(z: readonly number[]): object {
  const mean = z.reduce((a, b) => a + b, 0) / z.length
  const sd = Math.sqrt(z.reduce((s, x) => s + (x - mean) ** 2, 0) / z.length)
  const beyond = (limit: number): number => z.filter((x) => Math.abs(x) > limit).length
  return {
    n: z.length,
    mean: mean.toFixed(2),
    sd: sd.toFixed(2),
    'above 3': beyond(3),
    'above 3.5': beyond(3.5),
    'above 4': beyond(4),
    largest: Math.max(...z.map(Math.abs)).toFixed(2),
  }
}
