import type { McmcSummary } from '../../contract/reports.ts'
import type { Random } from '../../model/random.ts'
import { fewest, isEnough, plenty } from '../importance/enough.ts'
import { adaptiveImportanceSampling, NowhereError, type WeightedPosterior } from '../importance/sampler.ts'
import { normalize, resample } from '../importance/weights.ts'
import type { Problem } from '../inverse.ts'
import { differentialEvolution, type McmcDraws, mcmcSettings } from '../mcmc/de-mcmc.ts'
import { startPoints } from '../mcmc/starts.ts'
import type { Mixture } from '../mixture.ts'

export type SamplingStage =
  | { stage: 'weighing'; round: number; draws: number; essFraction: number }
  | { stage: 'mcmc'; evaluations: number; of: number; rHat: number }

/**
 * Model runs of an MCMC, some seconds; stopped after half of them where the R̂ of its chains is above `hopelessRHat`.
 */
const [mostEvaluations, hopelessRHat] = [150_000, 1.2]
/** Largest number of MCMC draws in the result. */
const kept = 8000
/** Convergence of the chains, and smallest effective sample size. */
const enough = { rHat: 1.02, ess: fewest }

/**
 * The posterior of a problem by adaptive importance sampling, or, where its effective sample size is too small, by
 * differential evolution MCMC started from its draws. Of an MCMC that does not converge only the summary is reported.
 * @returns null where the target is zero everywhere
 */
export function* samplePosterior(
  { target, settings }: Problem,
  proposal: Mixture,
  random: Random,
  search: () => Mixture | null,
): Generator<SamplingStage, WeightedPosterior | null> {
  const weighed = yield* weigh(adaptiveImportanceSampling(target, proposal, random, settings, search))
  if (!weighed || isEnough(weighed)) return weighed
  const ofChains = random.fork(1)
  const starts = startsOfDraws(weighed, target.dimension, ofChains)
  const limits = { ...mcmcSettings, enoughEss: plenty, evaluations: mostEvaluations, hopelessRHat }
  const steps = differentialEvolution(target, starts, ofChains, limits)
  let step = steps.next()
  while (!step.done) {
    const { evaluations, rHat } = step.value
    yield { stage: 'mcmc', evaluations, of: limits.evaluations, rHat }
    step = steps.next()
  }
  return withMcmc(weighed, step.value)
}

/** Power of the weights, which makes the starts about 1.5 times as wide as the posterior. */
const power = 0.5

/** Overdispersed starts resampled from the weighted draws; n × D. */
function startsOfDraws(
  { z, logWeights }: WeightedPosterior,
  dimension: number,
  random: Random,
): Float64Array {
  const rows = resample(normalize(logWeights.map((w) => w * power)), startPoints, random)
  // Shuffled out of the order of rounds, since chains start at the first ones.
  for (let k = rows.length - 1; k > 0; k--) {
    const other = Math.floor((k + 1) * random.uniform())
    ;[rows[k], rows[other]] = [rows[other], rows[k]]
  }
  return Float64Array.from(
    [...rows].flatMap((row) => Array.from(z.subarray(row * dimension, (row + 1) * dimension))),
  )
}

function withMcmc(weighed: WeightedPosterior, draws: McmcDraws): WeightedPosterior {
  const { rHat, bulkEss, tailEss, chains, evaluations } = draws
  const ess = Math.min(bulkEss, tailEss)
  const converged = rHat < enough.rHat && ess >= enough.ess
  const mcmc: McmcSummary = {
    converged,
    // Infinite for chains that never moved.
    rHat: Math.min(rHat, Number.MAX_VALUE),
    bulkEss,
    tailEss,
    chains,
    evaluations,
  }
  const simulations = weighed.simulations + evaluations
  if (!converged) return { ...weighed, simulations, mcmc }
  const all = draws.logTarget.length
  const rows = Array.from({ length: Math.min(kept, all) }, (_, i) =>
    Math.floor((i * all) / Math.min(kept, all)),
  )
  const pick = (x: Float64Array): Float64Array => {
    const width = x.length / all
    return Float64Array.from(rows.flatMap((row) => Array.from(x.subarray(row * width, (row + 1) * width))))
  }
  const n = rows.length
  return {
    ...weighed,
    z: pick(draws.z),
    extra: pick(draws.extra),
    logTarget: pick(draws.logTarget),
    logWeights: new Float64Array(n),
    weights: new Float64Array(n).fill(1 / n),
    ess,
    essFraction: Math.min(1, ess / n),
    simulations,
    mcmc,
  }
}

function* weigh(
  sampler: ReturnType<typeof adaptiveImportanceSampling>,
): Generator<SamplingStage, WeightedPosterior | null> {
  for (;;) {
    const step = nextOf(sampler)
    if (!step) return null
    if (step.done) return step.value
    const { round, draws, essFraction } = step.value
    yield { stage: 'weighing', round, draws, essFraction }
  }
}

/** Null where the target is zero everywhere. */
function nextOf(sampler: ReturnType<typeof adaptiveImportanceSampling>) {
  try {
    return sampler.next()
  } catch (error) {
    if (error instanceof NowhereError) return null
    throw error
  }
}
