import type { Report } from '../../contract/reports.ts'
import type { Prior } from './prior.ts'

/** What a prior's data come from and what they are, as a report says it. */
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
