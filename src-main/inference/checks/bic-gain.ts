import { fromSamples } from '../../contract/missing.ts'
import { bestAutoregressiveBic } from '../../signal/statistics/autoregression.ts'
import { countPresent } from '../../signal/statistics/moments.ts'
import type { Evidence } from './evidence.ts'

/**
 * Good traces lie above: 5th percentile of new simulations 0.3; real recordings that FHN does not describe −2.3 … 0.
 */
export const bicGainLimit = 0.02
/** Of a silent trace: both models see noise around rest, so neither can gain much. */
export const silentGainLimit = -0.05
export const largestOrder = 10

/**
 * Number of points of the prior's grid that the data span: gains are per grid point, whatever the sampling interval
 * of the compared data, since what a neuron explains does not grow with the sampling rate.
 */
function pointsOf(evidence: Evidence): number {
  const { grid, forward } = evidence.prior
  return presentIn(evidence) * (forward.grid.dt / grid.dt)
}

/**
 * BIC gain per grid point over an autoregressive process without a neuron: (BIC of the best AR(1…10) − BIC of the
 * model at its best fit)/n; one such process for each output.
 */
export function bicGain(evidence: Evidence): { gain: number; order: number } {
  const { observed, further = [], best, prior, rescalingParameters } = evidence
  const n = presentIn(evidence)
  const rival = bestAutoregressiveBic(observed, largestOrder)
  const others = autoregressiveBic(further.map((one) => one.observed))
  const own = -2 * best.logLikelihood + (prior.parameters.length + rescalingParameters) * Math.log(n)
  return { gain: (rival.bic + others - own) / pointsOf(evidence), order: rival.order }
}

/**
 * The same gain with autoregressive noise of the best order in place of the model's noise: the neuron's contribution
 * alone.
 */
export function bicGainOfNeuron(evidence: Evidence): number {
  const { observed, further = [], residuals, prior, rescalingParameters } = evidence
  const n = presentIn(evidence)
  const free = prior.parameters.filter(({ group }) => group !== 'noise').length + rescalingParameters
  const left = [residuals, ...further.map((one) => one.residuals)].map(({ values }) => fromSamples(values))
  const own = autoregressiveBic(left) + free * Math.log(n)
  return (autoregressiveBic([observed, ...further.map((one) => one.observed)]) - own) / pointsOf(evidence)
}

/** Number of samples present in all outputs. */
function presentIn({ observed, further = [] }: Evidence): number {
  return further.reduce((sum, one) => sum + countPresent(one.observed), countPresent(observed))
}

/** Sum of the BICs of the best autoregressive process for each trace. */
function autoregressiveBic(traces: readonly (Float32Array | Float64Array)[]): number {
  return traces.reduce((sum, x) => sum + bestAutoregressiveBic(x, largestOrder).bic, 0)
}
