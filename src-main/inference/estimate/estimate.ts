import type { EstimateJob, EstimateResult } from '../../contract/compute.ts'
import { fromSamples, toSamples } from '../../contract/missing.ts'
import type { Prior } from '../../model/prior/prior.ts'
import { createRandom, type Random } from '../../model/random.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import type { Evidence } from '../checks/evidence.ts'
import { likenessTo } from '../checks/training-likeness.ts'
import { judge } from '../checks/verdict.ts'
import { showsCycle } from '../cycle/cycle-reading.ts'
import { adaptiveImportanceSampling, NowhereError, type WeightedPosterior } from '../importance/sampler.ts'
import { normalize, resample } from '../importance/weights.ts'
import { type Mixture, sampleMixture } from '../mixture.ts'
import type { TrainedNetwork } from '../network/trained-network.ts'
import { createProblem, type Problem, readingOf } from '../problem.ts'
import type { WeightedSample } from '../statistics/weighted.ts'
import { type BestDraw, bestDraw } from './best-draw.ts'
import { derivedQuantities } from './derived.ts'
import { describeParameters, marginalsOf } from './describe-parameters.ts'
import { fitBands } from './fit-bands.ts'
import { replicatesOf, spikesOf } from './fit-spikes.ts'
import { residualsOf } from './residuals.ts'
import { fewestSpikes, nowhere, resultWithoutNumbers, silence } from './without-numbers.ts'

/** What an estimate needs of a model that was loaded. */
export interface Estimator {
  /** What is believed: the model’s prior, or one put in its place (apply-prior.ts). */
  prior: Prior
  priorChanged: boolean
  /** The prior that the network learned from, where another one was put in its place. */
  learnedFrom?: Prior
  network: TrainedNetwork
  simulator: Simulator
}

export type EstimateStage =
  | { stage: 'network' }
  | { stage: 'weighing'; round: number; draws: number; essFraction: number }
  | { stage: 'checking' }

/** Draws behind the network's own posterior; fewer where each must be simulated to be told in parameters. */
const networkDraws = { plain: 2000, simulated: 500 }
const keptDraws = 2000
/** Streams of the seed: what is drawn for one purpose never changes what is drawn for another. */
const streams = { network: 1, correction: 2, resampling: 3, replicates: 4, scales: 5 }

/**
 * From a trace to its exact posterior: the network proposes, the likelihood corrects, checks judge. Yields before
 * each stage, so that the caller may show it, or stop.
 */
export function* estimate(
  job: Omit<EstimateJob, 'modelFolder'>,
  { prior, priorChanged, learnedFrom = prior, network, simulator }: Estimator,
): Generator<EstimateStage, EstimateResult> {
  const started = performance.now()
  const root = createRandom(job.seed)
  const D = prior.parameters.length
  const observed = Float32Array.from(fromSamples(job.trace))
  const { points, dt } = prior.grid
  const t = Array.from({ length: points }, (_, i) => job.scale.start + i * dt * job.scale.timeScale)
  if (prior.model.recorded) {
    const spikes =
      job.recordedSpikes ?? findSpikes(observed, { samplingInterval: t[1] - t[0], start: t[0] }).times
    // Noise may hide the spikes of a trace in no unit from a detector, yet not its cycle.
    const cycling = job.recordedSpikes === null && showsCycle(readingOf(prior, observed, 0))
    if (spikes.length < fewestSpikes && !cycling) {
      return resultWithoutNumbers(
        silence(prior, spikes.length),
        observed,
        spikes,
        t,
        job.notes,
        (performance.now() - started) / 1000,
      )
    }
  }

  yield { stage: 'network' }
  const [proposal] = network.condition(observed, 1)
  const problem = createProblem(prior, simulator, observed)
  const networkMarginals = networkOwn(prior, problem, proposal, root.fork(streams.network))
  const asked = performance.now()

  const sampler = adaptiveImportanceSampling(
    problem.target,
    proposal,
    root.fork(streams.correction),
    problem.settings,
    problem.search,
  )
  const posterior = yield* weigh(sampler)
  if (!posterior) {
    const spikes =
      job.recordedSpikes ?? findSpikes(observed, { samplingInterval: t[1] - t[0], start: t[0] }).times
    const seconds = (performance.now() - started) / 1000
    return resultWithoutNumbers(nowhere(prior), observed, spikes, t, job.notes, seconds)
  }
  const weighed = performance.now()

  yield { stage: 'checking' }
  const { z, extra, weights } = posterior
  const values = problem.parametersOf(z, extra, weights.length, root.fork(streams.scales))
  const marginals = marginalsOf(values, D, posterior.weights)
  const draws = pickRows(values, D, resample(posterior.weights, keptDraws, root.fork(streams.resampling)))
  const best = bestDraw(prior, simulator, observed, problem, posterior)
  const evidence = gather(
    job,
    { prior, priorChanged, learnedFrom, network, simulator, observed, posterior, marginals, draws, best, t },
    root.fork(streams.replicates),
  )
  const derived = derivedQuantities(prior, job)
  const verdict = judge(evidence, job.notes)
  const done = performance.now()
  return {
    verdict,
    parameters: describeParameters(prior, marginals, networkMarginals, derived),
    draws: Array.from({ length: keptDraws }, (_, i) => Array.from(draws.subarray(i * D, (i + 1) * D))),
    fit: { ...evidence.fit, observed: toSamples(observed) },
    residuals: {
      ...evidence.residuals,
      values: toSamples(evidence.residuals.values),
      standardized: toSamples(evidence.residuals.standardized),
    },
    diagnostics: {
      essFraction: posterior.essFraction,
      ess: posterior.ess,
      draws: posterior.weights.length,
      simulations: posterior.simulations,
      paretoK: posterior.paretoK,
      logEvidence: posterior.logEvidence,
      networkEssFraction: posterior.networkEssFraction,
      rounds: posterior.rounds,
    },
    timing: {
      network: (asked - started) / 1000,
      correction: (weighed - asked) / 1000,
      checks: (done - weighed) / 1000,
      total: (done - started) / 1000,
    },
  }
}

function* weigh(
  sampler: ReturnType<typeof adaptiveImportanceSampling>,
): Generator<EstimateStage, WeightedPosterior | null> {
  for (;;) {
    const step = nextOf(sampler)
    if (!step) return null
    if (step.done) return step.value
    const { round, draws, essFraction } = step.value
    yield { stage: 'weighing', round, draws, essFraction }
  }
}

/** Null where no parameters have any probability. */
function nextOf(sampler: ReturnType<typeof adaptiveImportanceSampling>) {
  try {
    return sampler.next()
  } catch (error) {
    if (error instanceof NowhereError) return null
    throw error
  }
}

function gather(
  job: Omit<EstimateJob, 'modelFolder'>,
  found: Pick<Evidence, 'prior' | 'priorChanged' | 'observed' | 'posterior' | 'marginals'> & {
    learnedFrom: Prior
    network: TrainedNetwork
    simulator: Simulator
    draws: Float64Array
    best: BestDraw
    t: number[]
  },
  random: Random,
): Evidence {
  const { prior, observed, best, draws, simulator, t } = found
  const { offset, gain, timeScale } = job.scale
  return {
    prior,
    observed,
    recorded: { offset, gain, unit: job.voltageUnit },
    posterior: found.posterior,
    marginals: found.marginals,
    best,
    fit: {
      t,
      observed: Array.from(observed),
      ...fitBands(prior, simulator, draws),
      spikes: {
        observed: job.recordedSpikes ?? spikesOf(prior, observed, t, best.values),
        model: spikesOf(prior, best.u, t, best.values),
      },
    },
    residuals: residualsOf(observed, best.u, prior.noise(best.values, 0)),
    replicates: replicatesOf(prior, simulator, draws, observed, t, random),
    likeness: likenessTo(found.learnedFrom, found.network)(observed),
    // Of a model that knows of offset, gain and time scale, those of the job are but units.
    rescaled: !prior.model.recorded && (offset !== 0 || gain !== 1 || timeScale !== 1),
    priorChanged: found.priorChanged,
    rescalingParameters: job.rescalingParameters,
  }
}

/** All that is left to say where the network says nothing that the prior allows, as of a trace unlike all others. */
function priorMarginals(prior: Prior, n: number, random: Random): WeightedSample[] {
  const D = prior.parameters.length
  const values = new Float64Array(n * D)
  for (let k = 0; k < n; k++) prior.sample(random, values, k * D)
  return marginalsOf(values, D)
}

/** Marginals of what the network says by itself. */
function networkOwn(
  prior: Prior,
  { target, parametersOf }: Problem,
  proposal: Mixture,
  random: Random,
): WeightedSample[] {
  const D = prior.parameters.length
  if (target.extra === 0) {
    const z = new Float64Array(networkDraws.plain * target.dimension)
    sampleMixture(proposal, networkDraws.plain, random, z)
    return marginalsOf(parametersOf(z, z, networkDraws.plain, null), D)
  }
  const n = networkDraws.simulated
  const z = new Float64Array(n * target.dimension)
  sampleMixture(proposal, n, random, z)
  const [density, extra] = [new Float64Array(n), new Float64Array(n * target.extra)]
  target.logDensity(z, n, density, extra)
  if (density.every((p) => p === Number.NEGATIVE_INFINITY)) return priorMarginals(prior, n, random)
  // Draws that the prior does not allow have no parameters.
  const allowed = normalize(density.map((p) => (p > Number.NEGATIVE_INFINITY ? 0 : p)))
  return marginalsOf(parametersOf(z, extra, n, random), D, allowed)
}

function pickRows(values: Float64Array, D: number, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length * D)
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * D, (row + 1) * D), i * D)
  })
  return picked
}
