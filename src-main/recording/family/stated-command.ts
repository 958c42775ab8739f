import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import type { StatedSteps } from '../../contract/stated-steps.ts'
import type { FamilySource } from './family-source.ts'

/**
 * The stated command of a sweep: holding plus a step.
 * @param amplitude pA above holding
 */
export function statedCommand(
  { points, samplingInterval, start }: FamilySource,
  { onset, duration, holding }: StatedSteps,
  amplitude: number,
): Float64Array {
  const command = new Float64Array(points).fill(holding)
  const from = Math.round((onset - start) / samplingInterval)
  const to = Math.round((onset + duration - start) / samplingInterval)
  return command.fill(holding + amplitude, from, to)
}

/** @throws NagumoError CURRENT_MISMATCH where the steps do not match the sweeps */
export function checkStated(source: FamilySource, { onset, duration, amplitudes }: StatedSteps): void {
  const { name, points, samplingInterval, start, sweeps } = source
  const end = start + points * samplingInterval
  const half = samplingInterval / 2
  if (amplitudes.length !== sweeps.length) {
    throw new NagumoError(
      'CURRENT_MISMATCH',
      `${amplitudes.length} ${amplitudes.length === 1 ? 'amplitude was' : 'amplitudes were'} stated, and ${name} has ${sweeps.length} ${sweeps.length === 1 ? 'sweep' : 'sweeps'}. State one for each sweep of the file, including excluded ones.`,
    )
  }
  if (onset < start - half || onset + duration > end + half) {
    throw new NagumoError(
      'CURRENT_MISMATCH',
      `The step was stated from ${plain(onset)} to ${plain(onset + duration)} ms, and the sweeps of ${name} last from ${plain(start)} to ${plain(end)} ms. State times in ms of recording time.`,
    )
  }
  if (Math.round(duration / samplingInterval) < 1) {
    throw new NagumoError(
      'CURRENT_MISMATCH',
      `The step was stated to last ${plain(duration)} ms, less than one sample of ${name} (${plain(samplingInterval)} ms).`,
    )
  }
}
