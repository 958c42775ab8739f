import type { Fit } from '../../contract/fit.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import type { Report } from '../../contract/reports.ts'

/** A report's fit in the recording's unit of voltage; in model units if there is none or the data are not a trace. */
export function recordedFit({ fit, recording, data }: Pick<Report, 'fit' | 'recording' | 'data'>): {
  fit: Fit
  unit: VoltageUnit
} {
  const { voltageUnit: unit, rescaling } = recording
  // A list of numbers may contain more than voltages.
  if (unit === 'none' || data.axis.unit !== 'ms') return { fit, unit: 'none' }
  const { offset, gain } = rescaling
  const volts = (values: readonly number[]): number[] => values.map((v) => offset + gain * v)
  const { u, predictive, observed } = fit
  // A negative gain swaps the band's edges.
  const [low, high] = gain > 0 ? (['q05', 'q95'] as const) : (['q95', 'q05'] as const)
  return {
    unit,
    fit: {
      ...fit,
      observed: observed.map((v) => (v === null ? null : offset + gain * v)),
      u: { q05: volts(u[low]), q50: volts(u.q50), q95: volts(u[high]) },
      predictive: { q05: volts(predictive[low]), q95: volts(predictive[high]) },
    },
  }
}
