import type { ParameterDescription } from '../../contract/common.ts'
import type { Distribution, PriorFile } from '../../contract/priors.ts'
import type { NeuronModel } from '../dynamics/neuron-model.ts'
import type { Interval } from '../interval.ts'
import { noiseModelOf } from '../noise/noise-models.ts'

/** A parameter or constant, and what a prior file says of it. */
export interface PriorEntry {
  description: ParameterDescription
  role: 'parameter' | 'constant' | 'noise'
  /** What it may be; null where it may be anything. */
  allowed: Interval | null
  /** Null where the file does not name it. */
  distribution: Distribution | null
}

/** All that a prior is about: neuron parameters, constants, noise parameters, each in the order of its list. */
export function priorEntries(file: PriorFile, model: NeuronModel): PriorEntry[] {
  const noise = noiseModelOf(file)
  const entry =
    (role: PriorEntry['role']) =>
    (description: ParameterDescription): PriorEntry => {
      const { name } = description
      const said = role === 'constant' ? file.constants[name] : file.parameters[name]
      const allowed = role === 'noise' ? noise.allowed[name] : model.allowed[name]
      return {
        description,
        role,
        allowed: allowed ?? null,
        distribution: typeof said === 'number' ? { kind: 'fixed', value: said } : (said ?? null),
      }
    }
  return [
    ...model.parameters.map(entry('parameter')),
    ...model.constants.map(({ default: _, ...description }) => entry('constant')(description)),
    ...noise.parameters.map(entry('noise')),
  ]
}
