import type { Report } from '../../contract/reports.ts'
import type { Prior } from './prior.ts'

/** The forward model and the data of a prior, as reports state them. */
export function describeForward({ forward, neuron, observable, noiseModel }: Prior): {
  forward: Report['forward']
  data: Report['data']
} {
  return {
    forward: {
      neuron: { id: neuron.id, name: neuron.name },
      observable: { kind: observable.kind, name: observable.name },
      noise: { kind: noiseModel.kind, name: noiseModel.name },
      protocol: forward.protocol,
    },
    data: observable.describe(neuron),
  }
}
