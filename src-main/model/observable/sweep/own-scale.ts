import type { Rescaling } from '../../../contract/conditioning.ts'
import { NagumoError } from '../../../contract/errors.ts'
import type { VoltageUnit } from '../../../contract/recordings.ts'
import { millivolts } from '../../../contract/units.ts'

/**
 * The scale of a recording that is in the model's unit already: V = gain · u. Null where the model is in model units
 * and the recording in volts, so that a rescaling is needed.
 * @param unit of the model's data
 * @throws NagumoError UNITS_IMPLAUSIBLE where the model is in mV and the unit of the recording is unknown
 */
export function ownScale(unit: string, recorded: VoltageUnit): Rescaling | null {
  if (unit !== 'mV') return recorded === 'none' ? { offset: 0, gain: 1, timeScale: 1 } : null
  if (recorded !== 'none') return { offset: 0, gain: 1 / millivolts[recorded], timeScale: 1 }
  throw new NagumoError(
    'UNITS_IMPLAUSIBLE',
    'This model is in mV, and the recording has no voltage unit. Set it on the Recordings screen (or with --voltage-unit), or choose a model for traces in model units.',
  )
}

/** Whether a rescaling that the user gave leaves the recording unchanged. */
export function isOwnScale(given: Rescaling | undefined, own: Rescaling): boolean {
  return (
    !given || (given.offset === own.offset && given.gain === own.gain && given.timeScale === own.timeScale)
  )
}
