import type { CellFeature } from '../../contract/cells.ts'
import type { MeasuredSweep } from './sweep-features.ts'

/** A value of the cell with its note, or the reason why there is none. */
export type Answer =
  | { value: number; interval: CellFeature['interval']; note: string | null }
  | { why: string }

/** Amplitudes with and without spikes, pA, ascending. */
export function amplitudes(sweeps: readonly MeasuredSweep[], firing: boolean): number[] {
  return sweeps
    .filter(({ features }) => features.spikes > 0 === firing)
    .map(({ features }) => features.amplitude)
    .sort((a, b) => a - b)
}
