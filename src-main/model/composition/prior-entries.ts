import type { ParameterDescription } from '../../contract/common.ts'
import type { Distribution, PriorFile } from '../../contract/priors.ts'
import type { Interval } from '../interval.ts'
import { type ModelParts, partsOf } from './parts.ts'

/** A parameter or constant with its entry in a prior file. */
export interface PriorEntry {
  description: ParameterDescription
  /** A parameter of neuron or observable, a constant of the neuron, or a parameter of the noise. */
  role: 'parameter' | 'constant' | 'noise'
  /** Allowed values; null where there is no restriction. */
  allowed: Interval | null
  /** Null where the file does not name it. */
  distribution: Distribution | null
}

/** All entries of a prior: parameters of neuron and observable, constants, noise parameters, each in list order. */
export function priorEntries(file: PriorFile, parts: ModelParts = partsOf(file)): PriorEntry[] {
  const { neuron, observable, noise } = parts
  const allowed = { ...neuron.allowed, ...observable.allowed }
  const entry =
    (role: PriorEntry['role']) =>
    (description: ParameterDescription): PriorEntry => {
      const { name } = description
      const said = role === 'constant' ? file.constants[name] : file.parameters[name]
      return {
        description,
        role,
        allowed: (role === 'noise' ? noise.allowed : allowed)[name] ?? null,
        distribution: typeof said === 'number' ? { kind: 'fixed', value: said } : (said ?? null),
      }
    }
  return [
    ...[...neuron.parameters, ...observable.parameters].map(entry('parameter')),
    ...observable
      .constants(neuron)
      .map(({ name, symbol, unit, meaning, group }) =>
        entry('constant')({ name, symbol, unit, meaning, group }),
      ),
    ...noise.parameters.map(entry('noise')),
  ]
}
