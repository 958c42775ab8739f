import type { ProtocolFile } from '../../contract/protocols.ts'
import type { Constants, Grid, NeuronModel } from '../neuron-model.ts'
import type { ForwardModel, Observable } from '../observable.ts'
import { observables } from '../observables.ts'
import { createProtocol } from '../protocol/protocols.ts'
import { sampleCurrent } from '../protocol/sample-current.ts'
import { rowLayout } from '../row-layout.ts'

const noProtocol: ProtocolFile = { kind: 'none' }

/** The parts of a forward model. */
export interface ForwardParts {
  neuron: NeuronModel
  /** Default: no current. */
  protocol?: ProtocolFile
  /** Default: the membrane potential itself. */
  observable?: Observable
  /** In the order of those that the observable uses; null where each row has its own. */
  constants: Constants
  grid: Grid
}

export function composeForward(parts: ForwardParts): ForwardModel {
  const { neuron, protocol = noProtocol, observable = observables.all()[0], constants, grid } = parts
  const parameters = [...neuron.parameters, ...observable.parameters]
  return {
    neuron,
    protocol,
    current: sampleCurrent(createProtocol(protocol), grid),
    observable,
    grid,
    parameters,
    constantDescriptions: observable.constants(neuron),
    constants,
    layout: rowLayout(parameters.length, constants),
    size: observable.size(grid),
  }
}
