import type { Rescaling } from '../../../contract/conditioning.ts'
import { NagumoError } from '../../../contract/errors.ts'
import { plain } from '../../../contract/quantities.ts'
import type { Window } from '../../../contract/recordings.ts'
import { whole } from '../../../contract/report-words.ts'
import { cut, type ObservationSource } from '../../../signal/sweep.ts'
import type { Grid } from '../../neuron-model.ts'

/** @throws NagumoError UNITS_IMPLAUSIBLE where it is not an invertible map */
export function checkRescaling({ offset, gain, timeScale }: Rescaling): void {
  const fine = Number.isFinite(offset) && Number.isFinite(gain) && gain !== 0
  if (fine && Number.isFinite(timeScale) && timeScale > 0) return
  throw new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `A rescaling needs a finite offset, a gain other than 0 and a time scale above 0; found offset ${plain(offset)}, gain ${plain(gain)}, time scale ${plain(timeScale)}. Correct them or use the proposal.`,
  )
}

/**
 * How many points of the grid fit.
 * @param first sample of the window
 * @param chosen the window, where the user chose it
 */
export function roomFor(
  { samplingInterval, samples, start }: ObservationSource,
  { dt, points }: Grid,
  first: number,
  { timeScale }: Rescaling,
  chosen: Window | undefined,
): number {
  const interval = dt * timeScale
  const step = interval / samplingInterval
  const from = start + first * samplingInterval
  const to = Math.min(chosen?.to ?? Number.POSITIVE_INFINITY, start + samples.length * samplingInterval)
  // A window may end with its last sample or with the interval after it.
  const recorded = first + (points - 1) * step <= samples.length - Math.min(1, step) + 0.01
  const inside = to - from >= (points - 1) * interval - 0.5 * samplingInterval
  if (recorded && inside) return points
  return Math.max(0, Math.min(points - 1, Math.floor((to - from) / interval + 1e-6)))
}

/**
 * @param first sample of the window
 * @param chosen the window, where the user chose it
 * @throws NagumoError WINDOW_TOO_SHORT where the model needs more than there is
 */
export function refuseShort(
  source: ObservationSource,
  grid: Grid,
  first: number,
  rescaling: Rescaling,
  chosen: Window | undefined,
): void {
  const { dt, points } = grid
  const { timeScale } = rescaling
  const found = roomFor(source, grid, first, rescaling, chosen)
  if (found === points) return
  const { samplingInterval, samples, start } = source
  const interval = dt * timeScale
  const from = start + first * samplingInterval
  const to = Math.min(chosen?.to ?? Number.POSITIVE_INFINITY, start + samples.length * samplingInterval)
  const where = chosen ? `the window from ${plain(from)} to ${plain(to)} ms` : 'the recording'
  const remedy = chosen ? 'Choose a longer window' : 'Use a longer recording'
  const inModelUnits = timeScale === 1 && source.voltageUnit === 'none'
  throw new NagumoError(
    'WINDOW_TOO_SHORT',
    `The model needs ${whole(points)} points, ${plain(interval)} ms apart (${plain(points * interval)} ms); ${where} is long enough for ${whole(found)} (${plain(to - from)} ms). ${remedy}, or ${inModelUnits ? 'a model with fewer points' : 'a smaller time scale'}.`,
  )
}

/** @throws NagumoError TRACE_CONSTANT where nothing in the window varies */
export function refuseConstant(source: ObservationSource, window: Window): void {
  const x = cut(source, window).filter((v) => !Number.isNaN(v))
  if (x.length > 0 && x.some((v) => v !== x[0])) return
  throw new NagumoError(
    'TRACE_CONSTANT',
    `From ${plain(window.from)} to ${plain(window.to)} ms the trace ${x.length === 0 ? 'has no samples' : `is ${plain(x[0])} throughout`}; a recorded trace has at least noise. Choose another window or sweep.`,
  )
}

/**
 * @param values on the model's grid, NaN where one is missing
 * @throws NagumoError TOO_FEW_POINTS where more than half of them are
 */
export function refuseMissing(values: Float64Array, window: Window): void {
  const present = values.filter((v) => !Number.isNaN(v)).length
  if (present >= values.length / 2) return
  throw new NagumoError(
    'TOO_FEW_POINTS',
    `From ${plain(window.from)} to ${plain(window.to)} ms ${whole(present)} of the model’s ${whole(values.length)} points have samples, the others are missing; at least half are needed. Choose another window.`,
  )
}
