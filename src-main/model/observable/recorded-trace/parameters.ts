import type { ParameterDescription } from '../../../contract/common.ts'

/** What a recording on scales of its own has beside its neuron's parameters, in the order of a row behind them. */
export const recordedParameters: readonly ParameterDescription[] = [
  {
    name: 'tau',
    symbol: 'τ',
    unit: null,
    meaning: 'time scale: how many ms of the recording one ms of the model takes',
    group: 'recording',
  },
  {
    name: 'phase',
    symbol: 'φ',
    unit: 'cycles',
    meaning: 'where in its cycle the neuron is at the first sample, from the upstroke on',
    group: 'recording',
  },
  {
    name: 'offset',
    symbol: 'V₀',
    unit: null,
    meaning: 'the voltage at which u is 0',
    group: 'recording',
  },
  { name: 'gain', symbol: 'g', unit: null, meaning: 'voltage for each unit of u', group: 'recording' },
]

/** Where these stand in a row. @param own how many parameters the neuron has */
export function recordedPlaces(own: number): { tau: number; phase: number; offset: number; gain: number } {
  return { tau: own, phase: own + 1, offset: own + 2, gain: own + 3 }
}
