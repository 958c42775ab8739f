import type { EstimateJob, EstimateResult } from '../../contract/compute.ts'
import { fromSamples, toSamples } from '../../contract/missing.ts'
import type { Reason } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { priorGiven } from '../../model/composition/prior-given.ts'
import { createRandom } from '../../model/random.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import { findSpikes } from '../../signal/spikes/find-spikes.ts'
import { likenessTo } from '../checks/training-likeness.ts'
import { judge } from '../checks/verdict.ts'
import { uncorrectedPosterior } from '../importance/uncorrected.ts'
import { resample } from '../importance/weights.ts'
import { inverseOf } from '../inverses.ts'
import { bestDraw } from './best-draw.ts'
import { derivedQuantities } from './derived.ts'
import { describeParameters, marginalsOf } from './describe-parameters.ts'
import type { Estimator } from './estimator.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { networkMarginals } from './network-marginals.ts'
import { outsidePrior } from './outside-prior.ts'
import { poseProblem } from './pose-problem.ts'
import { type SamplingStage, samplePosterior } from './sample-posterior.ts'
import { sensitivityOf } from './sensitivity/sensitivity.ts'
import { drawnSize } from './shown-samples.ts'
import { nothingToGoBy, nowhere, resultWithoutNumbers } from './without-numbers.ts'

export type EstimateStage = { stage: 'network' } | SamplingStage | { stage: 'checking' } | SensitivityStage

/** Before the sensitivity to each fixed value. */
export interface SensitivityStage {
  stage: 'sensitivity'
  symbol: string
  done: number
  of: number
  /** All but the moves. */
  preliminary: EstimateResult
}

const keptDraws = 2000
/** Streams of the seed: draws for one purpose don't affect those for another. */
const streams = {
  network: 1,
  correction: 2,
  resampling: 3,
  replicates: 4,
  scales: 5,
  start: 6,
  noise: 7,
  outside: 8,
  constants: 9,
}

/**
 * Estimates the posterior of a trace: network proposal, correction by the likelihood, checks. Yields before each
 * stage, so that the caller can report progress or stop.
 * @throws NagumoError USAGE where there is neither a network nor a likelihood
 */
export function* estimate(
  job: Omit<EstimateJob, 'modelFolder'>,
  estimator: Estimator,
): Generator<EstimateStage, EstimateResult> {
  const { prior: whole, priorChanged, learnedFrom = whole, network, simulator: ofWhole } = estimator
  const started = performance.now()
  const trace = Float32Array.from(fromSamples(job.trace))
  const prior = priorGiven(whole, trace)
  const simulator = prior === whole ? ofWhole : createSimulator(prior.forward)
  if (!network && !prior.noiseModel.hasLikelihood) throw nothingToGoBy(prior)
  const root = createRandom(job.seed)
  const D = prior.parameters.length
  const gridTimes = axisOf(prior, prior.grid.dt, job.scale)
  const inverse = inverseOf(prior.observable)
  const spikes = (): readonly number[] => {
    if (job.recordedSpikes) return job.recordedSpikes
    if (!prior.observable.spikeLevel) return []
    return findSpikes(trace.subarray(0, drawnSize(prior)), {
      samplingInterval: gridTimes[1] - gridTimes[0],
      start: gridTimes[0],
    }).times
  }
  const withoutNumbers = (reason: Reason, t = gridTimes): EstimateResult => {
    const seconds = (performance.now() - started) / 1000
    const shown = drawnSize(prior)
    const data = t === gridTimes ? trace.subarray(0, shown) : trace
    return resultWithoutNumbers(reason, data, spikes(), t.slice(0, data.length), job.notes, seconds)
  }
  if (job.refusal) {
    const { reason, interval } = job.refusal
    return withoutNumbers(
      reason,
      Array.from(trace, (_, i) => job.scale.start + i * interval),
    )
  }
  const refusal = inverse.refusal(prior, trace, job.recordedSpikes, spikes)
  if (refusal) return withoutNumbers(refusal)

  yield { stage: 'network' }
  const startRandom = root.fork(streams.start)
  const { read, start, compared } = poseProblem(job, { estimator, prior, simulator }, trace, {
    start: startRandom,
    noise: root.fork(streams.noise),
  })
  const own = networkMarginals(prior, read, start.said, root.fork(streams.network))
  const { problem, observed } = compared
  const asked = performance.now()

  const posterior = prior.noiseModel.hasLikelihood
    ? yield* samplePosterior(problem, compared.proposal, root.fork(streams.correction), () =>
        compared.search(startRandom),
      )
    : uncorrectedPosterior(start.said, root.fork(streams.correction))
  if (!posterior) return withoutNumbers(nowhere(prior))
  const weighed = performance.now()

  yield { stage: 'checking' }
  const { z, extra, weights } = posterior
  const values = problem.parametersOf(z, extra, weights.length, root.fork(streams.scales))
  const marginals = marginalsOf(values, D, posterior.weights)
  const draws = pickRows(values, D, resample(posterior.weights, keptDraws, root.fork(streams.resampling)))
  const best = bestDraw(compared.prior, compared.simulator, observed, problem, posterior)
  const spread = marginals.map(({ sd }) => sd)
  const ofNetwork =
    priorChanged && start.by === 'network' ? { prior: learnedFrom, proposal: start.said, trace } : null
  const unrestricted = outsidePrior(compared, best, spread, ofNetwork, root.fork(streams.outside))
  const ownSamples = prior.noiseModel.hasLikelihood ? job.ownSamples : undefined
  const t = axisOf(compared.prior, ownSamples?.dt ?? prior.grid.dt, job.scale)
  const sensitivity = sensitivityOf(compared, trace, posterior, marginals, root.fork(streams.constants))
  const cycle = job.cycles && inverse.findings?.(prior, trace, { evidence: job.cycles, draws, best })
  const evidence = gatherEvidence(
    job,
    {
      ...compared,
      priorChanged,
      start: start.by,
      posterior,
      marginals,
      draws,
      best,
      unrestricted,
      t,
      likeness: network && likenessTo(learnedFrom, network, estimator.likenessStore)(trace),
      cycle,
      scores: sensitivity.scores,
    },
    root.fork(streams.replicates),
  )
  const derived = derivedQuantities(prior, job)
  const verdict = judge(evidence, job.notes)
  const timing = (now: number) => ({
    network: (asked - started) / 1000,
    correction: (weighed - asked) / 1000,
    checks: (now - weighed) / 1000,
    total: (now - started) / 1000,
  })
  const preliminary: EstimateResult = {
    verdict,
    parameters: describeParameters(prior, marginals, own.marginals, derived, {
      values,
      weights: posterior.weights,
    }),
    assumed: sensitivity.assumed,
    draws: Array.from({ length: keptDraws }, (_, i) => Array.from(draws.subarray(i * D, (i + 1) * D))),
    ...(start.by === 'network' && own.draws.length > 0 && { networkDraws: own.draws }),
    fit: {
      ...evidence.fit,
      observed: toSamples(evidence.fit.observed),
      ...(evidence.fit.further && {
        further: evidence.fit.further.map((one) => ({ ...one, observed: toSamples(one.observed) })),
      }),
    },
    residuals: {
      ...evidence.residuals,
      ...(ownSamples && !ownSamples.times && { interval: t[1] - t[0] }),
      values: toSamples(evidence.residuals.values),
      standardized: toSamples(evidence.residuals.standardized),
    },
    ...(cycle && { cycle: cycle.fit }),
    diagnostics: {
      start: start.by,
      essFraction: posterior.essFraction,
      ess: posterior.ess,
      draws: posterior.weights.length,
      simulations: posterior.simulations,
      paretoK: posterior.paretoK,
      logEvidence: posterior.logEvidence,
      networkEssFraction: posterior.networkEssFraction,
      rounds: posterior.rounds,
      ...(posterior.mcmc && { mcmc: posterior.mcmc }),
    },
    timing: timing(performance.now()),
  }
  if (!sensitivity.moves) return preliminary
  const moves = sensitivity.moves()
  for (let next = moves.next(); ; next = moves.next()) {
    if (next.done) return { ...preliminary, assumed: next.value, timing: timing(performance.now()) }
    const of = sensitivity.assumed.length
    const { symbol } = sensitivity.assumed[next.value]
    yield { stage: 'sensitivity', symbol, done: next.value, of, preliminary }
  }
}

/** Abscissa of each number of the data: time on the recording's clock, ms, or its index from 1 where it has no time. */
function axisOf(prior: Prior, dt: number, { start, timeScale }: EstimateJob['scale']): number[] {
  const { size, observable, times } = prior
  if (times) return Array.from(times, (t) => start + t * timeScale)
  const length = observable.further ? drawnSize(prior) : size
  return Array.from({ length }, (_, i) => (observable.spikeLevel ? start + i * dt * timeScale : i + 1))
}

function pickRows(values: Float64Array, D: number, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length * D)
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * D, (row + 1) * D), i * D)
  })
  return picked
}
