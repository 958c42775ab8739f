import { fromSamples } from '../../contract/missing.ts'
import { byPhase, type PhaseBin } from '../../signal/statistics/by-phase.ts'
import type { Evidence } from './evidence.ts'

const bins = 16
/** Bins with fewer samples are ignored. */
const fewest = 5

/** Residuals by phase of the model's cycle, in those of 16 bins that have enough samples. */
export function phases({ fit, residuals, t }: Evidence, of: 'values' | 'standardized'): PhaseBin[] {
  return byPhase(fromSamples(residuals[of]), t, fit.spikes.model, bins).filter((b) => b.count >= fewest)
}

/** Finding where there is no cycle. */
export const noCycle = {
  level: 'ok',
  cause: null,
  text: 'There are too few spikes to compare residuals by phase of the cycle.',
  number: 'at least two spikes of the model are needed',
} as const
