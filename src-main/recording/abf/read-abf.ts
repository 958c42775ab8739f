import type { FileHandle } from 'node:fs/promises'
import { frequency, plain } from '../../contract/quantities.ts'
import type { Reading, ReadingChoice } from '../../contract/recordings.ts'
import { assemble } from '../assemble.ts'
import { arrangeChannels, lengthsInWords, voltageEvidence } from '../channels/arrange-channels.ts'
import { chosenRoles } from '../channels/channel-roles.ts'
import { planChannels } from '../channels/plan-channels.ts'
import { type SweepsOf, settleByValues } from '../channels/settle.ts'
import { mostSamples } from '../limits.ts'
import type { RecordingData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { AbfFile } from './abf-file.ts'
import { copiedCommand } from './commands.ts'
import { type AbfHeader, type AbfOutput, abfModes, variableLength } from './header.ts'
import { readHeader1 } from './header-1.ts'
import { readHeader2 } from './header-2.ts'
import { readSamples, valueBytes } from './samples.ts'
import { makeStimuli } from './stimuli.ts'

/** Maximum number of comments listed individually. */
const mostTold = 5

/** Whether the first bytes are those of an Axon binary file; a text may begin with the same letters. */
export function isAbf(head: Uint8Array): boolean {
  const magic = Buffer.from(head.subarray(0, 4)).toString('latin1')
  return (magic === 'ABF2' || magic === 'ABF ') && (head.includes(0) || head.length < 16)
}

/**
 * Reads an Axon binary file, version 1 or 2: channels with a voltage unit as sweeps, channel by channel; other
 * channels, and the command waveforms from its epoch tables, as stimuli.
 * @param name as dropped, for messages
 * @param choice role of each channel, if chosen by the user
 * @throws NagumoError FILE_UNREADABLE, FILE_TOO_LARGE, NO_VOLTAGE_COLUMN, TOO_FEW_POINTS, TRACE_CONSTANT,
 *   UNITS_IMPLAUSIBLE; CANCELLED when `signal` is aborted
 */
export async function readAbf(
  handle: FileHandle,
  name: string,
  bytes: number,
  signal?: AbortSignal,
  choice: ReadingChoice = {},
): Promise<RecordingData> {
  const file = new AbfFile(handle, name, bytes)
  const magic = await file.read(0, 4, 'its header')
  const header = magic.getUint8(3) === '2'.charCodeAt(0) ? await readHeader2(file) : await readHeader1(file)
  file.require(header.dataStart, header.dataCount * valueBytes(header), 'its samples')
  const points = Math.max(...header.sweepCounts) / header.channels.length
  const roles = chosenRoles(header.channels, choice.roles)
  const named = planChannels(file, header, points, roles)
  const wanted = [...named.voltages, ...named.others]
  const sweeps = await readSamples(file, header, wanted, signal)
  const sweepsOf: SweepsOf = (channel) => sweeps.map((columns) => columns[wanted.indexOf(channel)] ?? none)
  const copied = (channel: number, any: boolean): AbfOutput | undefined =>
    copiedCommand(header, channel, sweepsOf(channel), any)
  const plan = roles ? named : settleByValues(name, header, named, sweepsOf, copied)
  const { voltages, others } = plan
  const room = mostSamples - (voltages.length + others.length) * sweeps.length * points
  const made = makeStimuli(header, voltages, sweepsOf, points, room)
  const arranged = arrangeChannels(header.channels, plan, sweepsOf, points)
  const recording = assemble(
    {
      ...arranged,
      format: 'abf',
      samplingInterval: header.samplingInterval,
      stimuli: [...arranged.stimuli, ...made.stimuli],
      evidence: [
        ...layoutEvidence(header),
        voltageEvidence(header.channels, plan),
        ...plan.evidence,
        ...made.evidence,
        ...tagEvidence(header),
      ],
      doubts: [...plan.doubts, ...made.doubts],
    },
    name,
  )
  const whole = { ...recording, variableLength: header.mode === variableLength }
  return roles ? { ...whole, reading: { ...whole.reading, choice: { roles: [...roles] } } } : whole
}

const none = new Float64Array(0)

function layoutEvidence(header: AbfHeader): Reading['evidence'] {
  const { version, mode, channels, sweepCounts, samplingInterval } = header
  const lengths = lengthsInWords(sweepCounts.map((count) => count / channels.length))
  return [
    { conclusion: `${version}, ${abfModes[mode]}: ${lengths}`, because: 'the file’s header' },
    {
      conclusion: `Time: ${frequency(1000 / samplingInterval)}; each sweep starts at 0`,
      because: `the header gives ${plain(samplingInterval * 1000)} µs between samples`,
    },
  ]
}

/** Comments made by the experimenter while recording. */
function tagEvidence({ tags }: AbfHeader): Reading['evidence'] {
  if (tags.length === 0) return []
  const told = tags.slice(0, mostTold).map(({ time, text }) => `${quote(text)} at ${plain(time / 1000, 4)} s`)
  return [
    {
      conclusion: tags.length === 1 ? 'A comment in the file' : `${tags.length} comments in the file`,
      because: `${told.join(', ')}${tags.length > mostTold ? ' and more' : ''}, from the start of the recording`,
    },
  ]
}
