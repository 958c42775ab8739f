import type { ParameterDescription } from '../../../contract/common.ts'

/** Parameters of a recording on unknown scales besides its neuron's, in the order of a row, after those. */
export const recordedParameters: readonly ParameterDescription[] = [
  {
    name: 'tau',
    symbol: 'τ',
    unit: null,
    meaning: 'time scale: ms of the recording for each ms of the model',
    group: 'recording',
  },
  {
    name: 'phase',
    symbol: 'φ',
    unit: 'cycles',
    meaning: 'phase of the cycle at the first sample, from the upstroke on',
    group: 'recording',
  },
  {
    name: 'offset',
    symbol: 'V₀',
    unit: null,
    meaning: 'offset: voltage at u = 0',
    group: 'recording',
  },
  { name: 'gain', symbol: 'g', unit: null, meaning: 'gain: voltage for each unit of u', group: 'recording' },
]

/** With a drift, after these: the offset is then that at the first sample. */
export const driftParameter: ParameterDescription = {
  name: 'drift',
  symbol: 'b',
  unit: null,
  meaning: 'drift: change of the offset in each ms, from the first sample on',
  group: 'recording',
}

/** Positions of these in a row. @param own number of the neuron's parameters */
export function recordedPlaces(own: number): Record<'tau' | 'phase' | 'offset' | 'gain' | 'drift', number> {
  return { tau: own, phase: own + 1, offset: own + 2, gain: own + 3, drift: own + 4 }
}

/** Whether an observable has a drift. */
export function drifts({ parameters }: { parameters: readonly ParameterDescription[] }): boolean {
  return parameters.includes(driftParameter)
}
