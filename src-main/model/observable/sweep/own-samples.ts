import { everyNth } from '../../../signal/resample.ts'
import type { Grid } from '../../neuron-model.ts'

/** Samples per interval of the grid: enough for noise and neuron; more would only cost time. */
export const perPoint = 4

/** A recording's own samples in a window: every kth, as they were taken. */
export interface SamplesInWindow {
  /** Step of the selection: every kth sample. */
  k: number
  /** In the recording's unit; NaN where one is missing. */
  values: Float64Array
  /** Interval, ms of the model. */
  dt: number
}

/**
 * Every kth sample of a window from the grid's first point to its last, without a filter or interpolation: AR(1) noise
 * stays AR(1), with correlation ρᵏ and unchanged variance. k is such that about 4 lie between two points of the grid, 1
 * where the recording has fewer.
 * @param first sample at the grid's first point @param step samples from one point of the grid to the next
 * @returns null where more than half of them are missing
 */
export function samplesInWindow(
  samples: Float64Array,
  first: number,
  step: number,
  { dt, points }: Grid,
): SamplesInWindow | null {
  const k = Math.max(1, Math.round(step / perPoint))
  const last = Math.min((points - 1) * step + 1e-6, samples.length - 1 - first)
  const values = everyNth(samples, first, k, Math.floor(last / k) + 1)
  const present = values.filter((v) => !Number.isNaN(v)).length
  return present >= values.length / 2 ? { k, values, dt: (k * dt) / step } : null
}
