import { fitzHughNagumo } from './dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { hodgkinHuxley } from './dynamics/hodgkin-huxley/hodgkin-huxley.ts'
import type { NeuronModel } from './neuron-model.ts'
import { createRegistry } from './registry.ts'

/** All neuron models. */
export const neuronModels = createRegistry<NeuronModel>('neuron model', ({ id }) => id, [
  fitzHughNagumo,
  hodgkinHuxley,
])
