import { fromSamples } from '../../contract/missing.ts'
import { bestAutoregressiveBic } from '../../signal/statistics/autoregression.ts'
import { countPresent } from '../../signal/statistics/moments.ts'
import type { Evidence } from './evidence.ts'

/** Good traces lie above; 5th percentile of fresh ones 0.3, real recordings that FHN does not describe −2.3 … 0. */
export const bicGainLimit = 0.02
/** A silent trace is noise around rest for both rivals, so that neither can win by much. */
export const silentGainLimit = -0.05
export const largestOrder = 10

/**
 * How many points of the prior's grid the data stand for: gains are told for each of these, however dense the samples
 * that were compared lie, for what a neuron explains does not grow with them.
 */
function pointsOf(evidence: Evidence): number {
  const { grid, forward } = evidence.prior
  return presentIn(evidence) * (forward.grid.dt / grid.dt)
}

/**
 * Does the neuron model describe the trace better than a plain autoregressive process, which knows nothing of
 * neurons? BIC gain = (BIC of the best AR(1…10) − BIC of the model at its best fit)/n; of several outputs one such process each.
 */
export function bicGain(evidence: Evidence): { gain: number; order: number } {
  const { observed, further = [], best, prior, rescalingParameters } = evidence
  const n = presentIn(evidence)
  const rival = bestAutoregressiveBic(observed, largestOrder)
  const others = autoregressiveBic(further.map((one) => one.observed))
  const own = -2 * best.logLikelihood + (prior.parameters.length + rescalingParameters) * Math.log(n)
  return { gain: (rival.bic + others - own) / pointsOf(evidence), order: rival.order }
}

/** The same with autoregressive noise of the best order in place of the model's own: what the neuron alone explains. */
export function bicGainOfNeuron(evidence: Evidence): number {
  const { observed, further = [], residuals, prior, rescalingParameters } = evidence
  const n = presentIn(evidence)
  const free = prior.parameters.filter(({ group }) => group !== 'noise').length + rescalingParameters
  const left = [residuals, ...further.map((one) => one.residuals)].map(({ values }) => fromSamples(values))
  const own = autoregressiveBic(left) + free * Math.log(n)
  return (autoregressiveBic([observed, ...further.map((one) => one.observed)]) - own) / pointsOf(evidence)
}

/** Samples that are there, of all outputs. */
function presentIn({ observed, further = [] }: Evidence): number {
  return further.reduce((sum, one) => sum + countPresent(one.observed), countPresent(observed))
}

/** BIC of the best autoregressive process for each of some traces, in all. */
function autoregressiveBic(traces: readonly (Float32Array | Float64Array)[]): number {
  return traces.reduce((sum, x) => sum + bestAutoregressiveBic(x, largestOrder).bic, 0)
}
