import { signed } from '../../contract/numbers.ts'
import { bestAutoregressiveBic } from '../statistics/autoregression.ts'
import { countPresent } from '../statistics/moments.ts'
import type { Check, Evidence } from './evidence.ts'
import { isSilent } from './silent.ts'

/** Good traces lie above; 5th percentile of fresh ones 0.3, real recordings that FHN does not describe −2.3 … 0. */
export const bicGainLimit = 0.02
/** A silent trace is noise around rest for both rivals, so that neither can win by much. */
const silentLimit = -0.05
const largestOrder = 10

/**
 * Does the neuron model describe the trace better than a plain autoregressive process, which knows nothing of
 * neurons? BIC gain = (BIC of the best AR(1…10) − BIC of the model at its best fit)/n.
 */
export function bicGain({ observed, best, prior, rescalingParameters }: Evidence): {
  gain: number
  order: number
} {
  const n = countPresent(observed)
  const rival = bestAutoregressiveBic(observed, largestOrder)
  const own = -2 * best.logLikelihood + (prior.parameters.length + rescalingParameters) * Math.log(n)
  return { gain: (rival.bic - own) / n, order: rival.order }
}

export const describes: Check = (evidence) => {
  const { gain, order } = bicGain(evidence)
  const name = evidence.prior.model.name
  const number = `BIC gain ${signed(gain, 2)} per sample over an autoregressive process of order ${order}; a trace that ${name} describes is above ${bicGainLimit}`
  const base = { check: 'bicGain', number } as const
  if (gain >= bicGainLimit) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `${name} describes this trace better than noise without a neuron would.`,
    }
  }
  if (isSilent(evidence) && gain > silentLimit) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `Noise about a resting potential explains this trace as well as ${name} at rest does, which is the same.`,
    }
  }
  const trace = evidence.rescaled ? 'this trace as it was rescaled' : 'this trace'
  return {
    ...base,
    level: 'unreliable',
    cause: 'neuron',
    text: `${name} does not describe ${trace}: noise without any neuron in it explains the trace ${gain < 0 ? 'better' : 'as well'}. The parameters have no meaning here.`,
  }
}
