import type { Doubt, Reading } from '../../contract/recordings.ts'
import { isCurrent } from '../channels/channel-roles.ts'
import { voltageUnitOf } from '../channels/plan-channels.ts'
import { isAlive, type SweepsOf } from '../channels/settle.ts'
import type { StimulusData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { followsCommand, obstacleOf } from './commands.ts'
import { type AbfHeader, type AbfOutput, episodic } from './header.ts'
import { epochWaveform } from './waveform.ts'

const kindNames: Record<number, string> = {
  1: 'step',
  2: 'ramp',
  3: 'pulses',
  4: 'triangles',
  5: 'cosine',
  7: 'biphasic pulses',
}

/** Stimuli computed from epoch tables. */
export interface MadeStimuli {
  stimuli: StimulusData[]
  evidence: Reading['evidence']
  doubts: Reading['doubts']
}

/**
 * The command waveforms of a file, one per sweep, or one for all where it is constant. An output belongs to the input
 * of its number; if that is not a voltage, to all voltages whose own output is silent. A command in volts does not
 * inject current, unless its scale was left as in voltage clamp, as shown by a membrane that does not follow it.
 * @param voltages indices of the channels whose sweeps were read, channel by channel
 * @param sweepsOf the samples of the channels that were read
 * @param points samples in each sweep
 * @param room maximum number of samples that may be added
 */
export function makeStimuli(
  header: AbfHeader,
  voltages: readonly number[],
  sweepsOf: SweepsOf,
  points: number,
  room: number,
): MadeStimuli {
  const made: MadeStimuli = { stimuli: [], evidence: [], doubts: [] }
  if (header.mode !== episodic) return made
  for (const output of header.outputs) {
    const inVolts = voltageUnitOf(output) !== null
    const current = inVolts ? currentOf(header, voltages, output) : null
    const reason =
      obstacleOf(header, output) ?? (current === null ? null : ofCurrent(header, output, current, sweepsOf))
    const own = voltages.filter((channel) => channel === output.number)
    const silent = voltages.filter((channel) => !header.outputs.some(({ number }) => number === channel))
    const belongs = own.length > 0 ? own : silent
    const shown = `${quote(output.name)}${output.unit ? `, in ${output.unit}` : ''}`
    const moves = belongs.some((channel) => isAlive(header, channel, sweepsOf))
    // A current of unknown scale.
    const put = inVolts && moves ? { ...output, unit: '' } : output
    const stimuli = belongs.flatMap((channel) => ofSweeps(header, put, voltages, channel, points))
    if (reason !== null || stimuli.length === 0 || stimuli.length * points > room) {
      made.evidence.push({
        conclusion: `Stimulus left out: ${shown}`,
        because:
          reason ??
          (stimuli.length === 0
            ? 'it belongs to a channel that is not a voltage'
            : 'there would be too many samples'),
      })
      continue
    }
    room -= stimuli.length * points
    made.stimuli.push(...stimuli)
    const kinds = [...new Set(output.epochs.map(({ kind }) => kindNames[kind]).filter(Boolean))]
    made.evidence.push({
      conclusion: `Stimulus: ${shown}`,
      because: `computed from the file’s epoch table (${kinds.join(', ') || 'none: the holding level'})`,
    })
    if (inVolts) made.doubts.push(moves ? unitDoubt(output) : clampDoubt(output))
  }
  return made
}

/** The recorded current that an output belongs to by number; null where it is another channel's. */
function currentOf(
  { channels }: AbfHeader,
  voltages: readonly number[],
  { number }: AbfOutput,
): number | null {
  return channels[number] && isCurrent(channels[number]) && !voltages.includes(number) ? number : null
}

/** Why a command in volts that belongs to a recorded current is omitted. */
function ofCurrent(header: AbfHeader, output: AbfOutput, current: number, sweepsOf: SweepsOf): string {
  const name = quote(header.channels[current].name)
  return followsCommand(header, output, sweepsOf(current))
    ? `${name} is its recording; its scale was left in ${output.unit}, as for voltage clamp`
    : `it belongs to ${name}, a current, as in voltage clamp`
}

function clampDoubt({ name, unit }: AbfOutput): Doubt {
  return {
    code: 'VOLTAGE_CLAMP',
    about: 'columns',
    text: `The command ${quote(name)} was in ${unit}, as in voltage clamp, where the membrane potential is held. A recording in current clamp is needed.`,
  }
}

function unitDoubt({ name, unit }: AbfOutput): Doubt {
  return {
    code: 'STIMULUS_UNIT_DOUBTED',
    about: 'columns',
    text: `The command ${quote(name)} is in ${unit}, but the membrane potential does not follow it: its scale seems to have been left as for voltage clamp. It is shown without a unit.`,
  }
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
    // Computed on each access: holding the stimuli of all sweeps would need too much memory.
    get samples() {
      return epochWaveform(output, s, points)
    },
  }))
}

/** Whether all sweeps have the same waveform. */
function isSteady({ epochs, holding, keepsLastLevel }: AbfOutput): boolean {
  const used = epochs.filter(({ kind }) => kind !== 0)
  const last = used[used.length - 1]
  if (keepsLastLevel && last && last.level !== holding) return false
  return used.every(({ levelStep, durationStep }) => levelStep === 0 && durationStep === 0)
}
