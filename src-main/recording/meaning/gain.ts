import { plain } from '../../contract/quantities.ts'
import type { Evidence } from './time-unit.ts'
import { setByHand } from './wording.ts'

/** Divides an amplifier's output by its gain, in place. */
export function divideByGain(samples: Float64Array, gain: number): void {
  for (let i = 0; i < samples.length; i++) samples[i] /= gain
}

export function gainEvidence(gain: number): Evidence {
  return { conclusion: `Amplifier gain ${plain(gain)}: the voltage is divided by it`, because: setByHand }
}
