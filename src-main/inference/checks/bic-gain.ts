import { fromSamples } from '../../contract/missing.ts'
import { bestAutoregressiveBic } from '../../signal/statistics/autoregression.ts'
import { countPresent } from '../../signal/statistics/moments.ts'
import type { Evidence } from './evidence.ts'

/** Good traces lie above; 5th percentile of fresh ones 0.3, real recordings that FHN does not describe −2.3 … 0. */
export const bicGainLimit = 0.02
/** A silent trace is noise around rest for both rivals, so that neither can win by much. */
export const silentGainLimit = -0.05
const largestOrder = 10

/**
 * How many points of the prior's grid the data stand for: gains are told for each of these, however dense the samples
 * that were compared lie, for what a neuron explains does not grow with them.
 */
function pointsOf({ observed, prior }: Evidence): number {
  const { grid, forward } = prior
  return countPresent(observed) * (forward.grid.dt / grid.dt)
}

/**
 * Does the neuron model describe the trace better than a plain autoregressive process, which knows nothing of
 * neurons? BIC gain = (BIC of the best AR(1…10) − BIC of the model at its best fit)/n.
 */
export function bicGain(evidence: Evidence): { gain: number; order: number } {
  const { observed, best, prior, rescalingParameters } = evidence
  const n = countPresent(observed)
  const rival = bestAutoregressiveBic(observed, largestOrder)
  const own = -2 * best.logLikelihood + (prior.parameters.length + rescalingParameters) * Math.log(n)
  return { gain: (rival.bic - own) / pointsOf(evidence), order: rival.order }
}

/** The same with autoregressive noise of the best order in place of the model's own: what the neuron alone explains. */
export function bicGainOfNeuron(evidence: Evidence): number {
  const { observed, residuals, prior, rescalingParameters } = evidence
  const n = countPresent(observed)
  const values = fromSamples(residuals.values)
  const free = prior.parameters.filter(({ group }) => group !== 'noise').length + rescalingParameters
  const own = bestAutoregressiveBic(values, largestOrder).bic + free * Math.log(n)
  return (bestAutoregressiveBic(observed, largestOrder).bic - own) / pointsOf(evidence)
}
