import type { InjectedCurrent } from '../injected-current.ts'
import type { Grid } from '../neuron-model.ts'

export function sampleCurrent(_protocol: unknown, _grid: Grid): InjectedCurrent | null {
  return null
}
