import type { Reading } from '../../contract/recordings.ts'
import type { StimulusData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { voltageUnitOf } from './channels.ts'
import { type AbfHeader, type AbfOutput, episodic } from './header.ts'
import { epochWaveform, unknownKinds } from './waveform.ts'

const kindNames: Record<number, string> = {
  1: 'step',
  2: 'ramp',
  3: 'pulses',
  4: 'triangles',
  5: 'cosine',
  7: 'biphasic pulses',
}

/** Stimuli made from tables of epochs. */
export interface MadeStimuli {
  stimuli: StimulusData[]
  evidence: Reading['evidence']
  doubts: Reading['doubts']
}

/**
 * The command waveforms of a file, one for each sweep, or one for all where it does not change. An output belongs to
 * the input of its number; where that is no voltage, to all voltages whose own output is silent.
 * @param voltages indices of the channels whose sweeps were read, channel by channel
 * @param points samples in each sweep
 * @param room how many samples may be added
 */
export function makeStimuli(
  header: AbfHeader,
  voltages: readonly number[],
  points: number,
  room: number,
): MadeStimuli {
  const made: MadeStimuli = { stimuli: [], evidence: [], doubts: [] }
  if (header.mode !== episodic) return made
  for (const output of header.outputs) {
    const reason = obstacleOf(header, output)
    const own = voltages.filter((channel) => channel === output.number)
    const silent = voltages.filter((channel) => !header.outputs.some(({ number }) => number === channel))
    const belongs = own.length > 0 ? own : silent
    const shown = `${quote(output.name)}${output.unit ? `, in ${output.unit}` : ''}`
    const stimuli = belongs.flatMap((channel) => ofSweeps(header, output, voltages, channel, points))
    if (reason !== null || stimuli.length === 0 || stimuli.length * points > room) {
      made.evidence.push({
        conclusion: `Stimulus left out: ${shown}`,
        because:
          reason ??
          (stimuli.length === 0
            ? 'it went with a channel that is no voltage'
            : 'there would be too many samples'),
      })
      continue
    }
    room -= stimuli.length * points
    made.stimuli.push(...stimuli)
    const kinds = [...new Set(output.epochs.map(({ kind }) => kindNames[kind]).filter(Boolean))]
    made.evidence.push({
      conclusion: `Stimulus: ${shown}`,
      because: `made from the file’s table of epochs (${kinds.join(', ') || 'none, so the holding level'})`,
    })
    if (voltageUnitOf(output) !== null) {
      made.doubts.push({
        code: 'VOLTAGE_CLAMP',
        about: 'columns',
        text: `The command ${quote(output.name)} was in ${output.unit}, as in voltage clamp, where the membrane potential is held. A recording in current clamp is needed.`,
      })
    }
  }
  return made
}

/** Why no waveform can be made of an output, or null. */
function obstacleOf(header: AbfHeader, output: AbfOutput): string | null {
  if (output.source === 'file') return 'it was played from a file of its own, which this one does not hold'
  if (output.source === 'unknown') return 'where it came from is not known'
  if (output.obstacle) return output.obstacle
  const unknown = unknownKinds(output)
  if (unknown.length > 0) return `epochs of kind ${unknown.join(', ')} are not supported`
  if (header.sweepCounts.some((count) => count !== header.sweepCounts[0]))
    return 'the sweeps differ in length'
  const numbers = [output.holding, ...output.epochs.flatMap((e) => [e.level, e.levelStep])]
  if (!numbers.every((x) => Math.abs(x) < 1e6)) return 'its levels are no plausible numbers'
  return null
}

function ofSweeps(
  header: AbfHeader,
  output: AbfOutput,
  voltages: readonly number[],
  channel: number,
  points: number,
): StimulusData[] {
  const sweeps = header.sweepCounts.length
  const common = voltages.length === 1 && isSteady(output) && sweeps > 1
  const first = voltages.indexOf(channel) * sweeps
  return Array.from({ length: common ? 1 : sweeps }, (_, s) => ({
    name: output.name,
    unit: output.unit || null,
    sweep: common ? null : first + s,
    // Made each time it is asked for: the sweeps' stimuli are more than one wants to hold.
    get samples() {
      return epochWaveform(output, s, points)
    },
  }))
}

/** Whether each sweep has the same waveform. */
function isSteady({ epochs, holding, keepsLastLevel }: AbfOutput): boolean {
  const used = epochs.filter(({ kind }) => kind !== 0)
  const last = used[used.length - 1]
  if (keepsLastLevel && last && last.level !== holding) return false
  return used.every(({ levelStep, durationStep }) => levelStep === 0 && durationStep === 0)
}
