import { signed } from '../../contract/numbers.ts'
import type { Noise } from '../../model/noise-model.ts'
import { bicGain, bicGainLimit, bicGainOfNeuron } from './bic-gain.ts'
import type { Check } from './evidence.ts'
import { isSilent } from './silent.ts'

/** Does the neuron model describe the trace better than an autoregressive process without a neuron? */
export const describes: Check = (evidence) => {
  const { gain, order } = bicGain(evidence)
  const name = evidence.prior.neuron.name
  const number = `BIC gain ${signed(gain, 2)} per ${evidence.prior.forward.grid.dt === evidence.prior.grid.dt ? 'sample' : 'point of the model’s grid'} over an autoregressive process of order ${order}; a trace that ${name} describes is above ${bicGainLimit}`
  const base = { check: 'bicGain', number } as const
  if (gain >= bicGainLimit) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: `${name} describes this trace better than an autoregressive process without a neuron.`,
    }
  }
  if (isSilent(evidence)) {
    return {
      ...base,
      level: 'caution',
      cause: 'recording',
      text: `${name} at rest and an autoregressive process without a neuron explain this trace equally well: it contains only noise.`,
    }
  }
  const { noiseModel, noise } = evidence.prior
  // Autocorrelated noise is not a fault of the neuron model.
  const memoryless = isMemoryless(noise(evidence.best.values, 0))
  const neuronGain = memoryless ? bicGainOfNeuron(evidence) : gain
  if (neuronGain >= bicGainLimit) {
    return {
      ...base,
      level: 'unreliable',
      cause: 'noise',
      text: `${name} describes this trace, but its ${noiseModel.name} noise does not: the recording’s noise is autocorrelated, so that the intervals are too narrow. Use a model with AR(1) noise whose ρ is estimated.`,
      number: `${number}; with autoregressive noise in place of its own ${signed(neuronGain, 2)}`,
    }
  }
  const trace = evidence.rescaled ? 'this trace as it was rescaled' : 'this trace'
  return {
    ...base,
    level: 'unreliable',
    cause: 'neuron',
    text: `${name} does not describe ${trace}: an autoregressive process without a neuron explains the trace ${gain < 0 ? 'better' : 'as well'}. The parameters have no meaning here.`,
  }
}

function isMemoryless(noise: Noise): boolean {
  return (noise.outputs ?? [noise]).every((one) => one.correlation(1) === 0)
}
