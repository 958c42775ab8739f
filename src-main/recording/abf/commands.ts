import { millivolts } from '../../contract/units.ts'
import { lineThrough } from '../channels/follows.ts'
import { voltageUnitOf } from '../channels/plan-channels.ts'
import { type AbfHeader, type AbfOutput, episodic } from './header.ts'
import { epochWaveform, unknownKinds } from './waveform.ts'

/** Minimum R² and maximum deviation of the slope from 1 for a copy of a command; a membrane lags behind. */
const copies = { explained: 0.98, byName: 0.995, slope: 0.1 }
/** Minimum R² between a recorded injected current and its command. */
const belongs = 0.9

/** Why no waveform can be computed for an output, or null. */
export function obstacleOf(header: AbfHeader, output: AbfOutput): string | null {
  if (output.source === 'file') return 'it was read from a separate file, which this one does not contain'
  if (output.source === 'unknown') return 'its source is unknown'
  if (output.obstacle) return output.obstacle
  const unknown = unknownKinds(output)
  if (unknown.length > 0) return `epochs of kind ${unknown.join(', ')} are not supported`
  if (header.sweepCounts.some((count) => count !== header.sweepCounts[0]))
    return 'the sweeps differ in length'
  const numbers = [output.holding, ...output.epochs.flatMap((e) => [e.level, e.levelStep])]
  if (!numbers.every((x) => Math.abs(x) < 1e6)) return 'its levels are not plausible'
  return null
}

/**
 * The command that a voltage channel is a copy of: one in volts that it follows one to one, as a clamped membrane does
 * (or the amplifier's own command output).
 * @param sweeps the channel's samples in its unit
 * @param any whether it may be a copy of a command of any unit
 */
export function copiedCommand(
  header: AbfHeader,
  channel: number,
  sweeps: readonly Float64Array[],
  any: boolean,
): AbfOutput | undefined {
  const unit = voltageUnitOf(header.channels[channel]) ?? 'mV'
  return commandsOf(header).find((output) => {
    const { slope, explained } = lineOf(output, sweeps)
    const volts = voltageUnitOf(output)
    if (volts === null) return any && explained >= copies.byName
    const gain = (slope * millivolts[unit]) / millivolts[volts]
    return explained >= copies.explained && Math.abs(gain - 1) <= copies.slope
  })
}

/** Whether a recorded current equals a command except for noise. */
export function followsCommand(
  header: AbfHeader,
  output: AbfOutput,
  sweeps: readonly Float64Array[],
): boolean {
  return commandsOf(header).includes(output) && lineOf(output, sweeps).explained >= belongs
}

function commandsOf(header: AbfHeader): AbfOutput[] {
  return header.mode === episodic
    ? header.outputs.filter((output) => obstacleOf(header, output) === null)
    : []
}

function lineOf(output: AbfOutput, sweeps: readonly Float64Array[]): ReturnType<typeof lineThrough> {
  return lineThrough(sweeps.map((trace, s) => ({ trace, command: epochWaveform(output, s, trace.length) })))
}
