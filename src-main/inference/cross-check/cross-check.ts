import type { EstimateJob } from '../../contract/compute.ts'
import type { CrossCheck, CrossCheckParameter } from '../../contract/cross-check.ts'
import { NagumoError } from '../../contract/errors.ts'
import { fromSamples } from '../../contract/missing.ts'
import { fixed } from '../../contract/numbers.ts'
import type { Report } from '../../contract/reports.ts'
import { priorGiven } from '../../model/composition/prior-given.ts'
import { createRandom } from '../../model/random.ts'
import { createSimulator } from '../../model/simulate/simulator.ts'
import type { Estimator } from '../estimate/estimator.ts'
import { poseProblem } from '../estimate/pose-problem.ts'
import { differentialEvolution, type McmcProgress, mcmcSettings } from '../mcmc/de-mcmc.ts'
import { startsOfPrior } from '../mcmc/starts.ts'
import { compareParameter } from './compare.ts'

/**
 * Stops when the chains have converged with this ESS, and at the latest after this many model runs, about a minute:
 * on narrow curved ridges near the onset of oscillation the acceptance rate is low.
 */
const settings = { ...mcmcSettings, enoughEss: 1000, evaluations: 1_200_000 }
/** Largest R̂ of chains that count as converged. */
const enoughRHat = 1.05
/** Streams of the seed that no estimate uses. */
const streams = { search: 11, noise: 12, starts: 13, chains: 14, scales: 15 }

/** The parts of a report that are checked. */
export interface Checked {
  parameters: Pick<Report['parameters'][number], 'name' | 'symbol' | 'posterior'>[]
  ess: number
}

/**
 * Samples the posterior of a job again by differential evolution MCMC, started at draws of the prior and of an
 * overdispersed proposal, and compares a report with it. Yields with the fraction of model runs done.
 * @throws NagumoError USAGE where nothing was sampled, or the noise has no likelihood
 */
export function* crossCheck(
  job: Omit<EstimateJob, 'modelFolder'>,
  estimator: Estimator,
  report: Checked,
): Generator<McmcProgress & { progress: number }, CrossCheck> {
  const { prior: whole, simulator: ofWhole } = estimator
  const started = performance.now()
  const trace = Float32Array.from(fromSamples(job.trace))
  const prior = priorGiven(whole, trace)
  if (report.parameters.length === 0 || !prior.noiseModel.hasLikelihood) throw nothingToCheck()
  const simulator = prior === whole ? ofWhole : createSimulator(prior.forward)
  const root = createRandom(job.seed)
  const { compared } = poseProblem(job, { estimator, prior, simulator }, trace, {
    start: root.fork(streams.search),
    noise: root.fork(streams.noise),
  })
  const { problem, proposal } = compared
  const starts = startsOfPrior(compared.prior, problem, proposal, root.fork(streams.starts))
  const steps = differentialEvolution(problem.target, starts, root.fork(streams.chains), settings)
  let step = steps.next()
  while (!step.done) {
    yield { ...step.value, progress: Math.min(1, step.value.evaluations / settings.evaluations) }
    step = steps.next()
  }
  const { z, extra, logTarget, rHat, bulkEss, tailEss, chains, evaluations } = step.value
  const n = logTarget.length
  const D = prior.parameters.length
  const values = problem.parametersOf(z, extra, n, root.fork(streams.scales))
  const ess = Math.min(bulkEss, tailEss)
  const parameters = report.parameters.map((parameter) => {
    const j = prior.parameters.findIndex(({ name }) => name === parameter.name)
    const own = Float64Array.from({ length: n }, (_, i) => values[i * D + j])
    return compareParameter(parameter, report.ess, own, ess)
  })
  return {
    ...judged(parameters, rHat),
    parameters,
    rHat: Math.min(rHat, Number.MAX_VALUE),
    ess,
    chains,
    evaluations,
    seconds: (performance.now() - started) / 1000,
  }
}

function judged(
  parameters: readonly CrossCheckParameter[],
  rHat: number,
): Pick<CrossCheck, 'agreement' | 'text'> {
  if (!(rHat < enoughRHat)) {
    return {
      agreement: 'notConverged',
      text: `The second sampler did not converge within its ${settings.evaluations / 1e6} million model runs, so the cross-check is inconclusive.`,
    }
  }
  const off = parameters.filter(({ agrees }) => !agrees)
  if (off.length === 0) {
    return {
      agreement: 'agree',
      text: 'Both samplers give the same posterior, within their Monte Carlo errors.',
    }
  }
  const farthest = off.reduce((a, b) => (Math.abs(b.meanDifference) > Math.abs(a.meanDifference) ? b : a))
  return {
    agreement: 'differ',
    text: `The samplers differ in ${off.map(({ symbol }) => symbol).join(', ')}: the mean of ${farthest.symbol} by ${fixed(Math.abs(farthest.meanDifference), 2)} sd, its sd by a factor of ${fixed(farthest.sdRatio, 2)}. Trust the wider interval, and estimate again with another seed.`,
  }
}

function nothingToCheck(): NagumoError {
  return new NagumoError(
    'USAGE',
    'This report can’t be cross-checked: it has no parameters that were sampled with a likelihood. Choose a report with parameters, of a model whose noise has a likelihood.',
  )
}
