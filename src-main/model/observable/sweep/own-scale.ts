import type { Rescaling } from '../../../contract/conditioning.ts'
import { NagumoError } from '../../../contract/errors.ts'
import type { VoltageUnit } from '../../../contract/recordings.ts'
import { millivolts } from '../../../contract/units.ts'

/**
 * The scale by which a recording is in the model's unit as it stands: V = gain · u. Null where the model has units of its
 * own and the recording is in volts, so that one has to be found.
 * @param unit of the model's data
 * @throws NagumoError UNITS_IMPLAUSIBLE where the model is in mV and the recording does not say its unit
 */
export function ownScale(unit: string, recorded: VoltageUnit): Rescaling | null {
  if (unit !== 'mV') return recorded === 'none' ? { offset: 0, gain: 1, timeScale: 1 } : null
  if (recorded !== 'none') return { offset: 0, gain: 1 / millivolts[recorded], timeScale: 1 }
  throw new NagumoError(
    'UNITS_IMPLAUSIBLE',
    'This model is in mV, and the recording does not say in which unit its voltages are. Say it on the Recordings screen (or with --voltage-unit), or choose a model for traces in model units.',
  )
}

/** Whether a rescaling that a person gave leaves the recording as it stands. */
export function isOwnScale(given: Rescaling | undefined, own: Rescaling): boolean {
  return (
    !given || (given.offset === own.offset && given.gain === own.gain && given.timeScale === own.timeScale)
  )
}
