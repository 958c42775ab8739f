import type { FileHandle } from 'node:fs/promises'
import { frequency, plain } from '../../contract/quantities.ts'
import type { Reading, ReadingChoice, VoltageUnit } from '../../contract/recordings.ts'
import { millivolts, voltageUnitNames } from '../../contract/units.ts'
import { assemble, padded } from '../assemble.ts'
import { mostSamples } from '../limits.ts'
import type { RecordingData, StimulusData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { AbfFile } from './abf-file.ts'
import { chosenRoles } from './channel-roles.ts'
import { type ChannelPlan, companion, list, planChannels, voltageUnitOf } from './channels.ts'
import { type AbfHeader, abfModes } from './header.ts'
import { readHeader1 } from './header-1.ts'
import { readHeader2 } from './header-2.ts'
import { readSamples, valueBytes } from './samples.ts'
import { type SweepsOf, settleByValues } from './settle.ts'
import { makeStimuli } from './stimuli.ts'

/** Comments that are told one by one. */
const mostTold = 5

/** Whether the first bytes are those of an Axon binary file; a text may begin with the same letters. */
export function isAbf(head: Uint8Array): boolean {
  const magic = Buffer.from(head.subarray(0, 4)).toString('latin1')
  return (magic === 'ABF2' || magic === 'ABF ') && (head.includes(0) || head.length < 16)
}

/**
 * Reads an Axon binary file, version 1 or 2: channels with a unit of voltage as sweeps, channel by channel; other
 * channels, and the command waveforms that its tables of epochs give, as stimuli.
 * @param name as dropped, for messages
 * @param choice what each channel holds, where a person decided it
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
  const plan = roles ? named : settleByValues(name, header, named, sweepsOf)
  const { voltages, others } = plan
  const unit = voltageUnitOf(header.channels[voltages[0]]) ?? 'mV'
  const room = mostSamples - (voltages.length + others.length) * sweeps.length * points
  const made = makeStimuli(header, voltages, sweepsOf, points, room)

  const traces = voltages.flatMap((channel) =>
    sweepsOf(channel).map((samples, s) => ({
      name: sweepName(header, plan, channel, s),
      samples: inUnit(padded(samples, points), voltageUnitOf(header.channels[channel]) ?? unit, unit),
    })),
  )
  const recorded = others.flatMap((channel) =>
    sweepsOf(channel).map(
      (samples, s): StimulusData => ({
        name: header.channels[channel].name,
        unit: header.channels[channel].unit || null,
        sweep: companion(voltages, channel) * sweeps.length + s,
        samples: padded(samples, points),
      }),
    ),
  )
  const recording = assemble(
    {
      format: 'abf',
      samplingInterval: header.samplingInterval,
      sweeps: traces,
      stimuli: [...recorded, ...made.stimuli],
      columns: header.channels.map((channel, i) => ({
        name: channel.name,
        role: voltages.includes(i) ? 'voltage' : others.includes(i) ? 'stimulus' : 'other',
        unit: channel.unit || null,
      })),
      voltageUnit: unit,
      evidence: [
        ...layoutEvidence(header, plan, unit),
        ...plan.evidence,
        ...made.evidence,
        ...tagEvidence(header),
      ],
      doubts: [...plan.doubts, ...made.doubts],
    },
    name,
  )
  return roles
    ? { ...recording, reading: { ...recording.reading, choice: { roles: [...roles] } } }
    : recording
}

const none = new Float64Array(0)

/** “sweep 2”, “IN 0, sweep 2” where there are several voltages, “IN 0” where each has one sweep. */
function sweepName(header: AbfHeader, { voltages }: ChannelPlan, channel: number, sweep: number): string {
  if (voltages.length === 1) return `sweep ${sweep + 1}`
  const { name } = header.channels[channel]
  const same = voltages.filter((v) => header.channels[v].name === name).length > 1
  const distinct = same ? `${name} (channel ${channel + 1})` : name
  return header.sweepCounts.length === 1 ? distinct : `${distinct}, sweep ${sweep + 1}`
}

/** In place. */
function inUnit(
  samples: Float64Array,
  from: Exclude<VoltageUnit, 'none'>,
  to: Exclude<VoltageUnit, 'none'>,
): Float64Array {
  if (from === to) return samples
  const factor = millivolts[from] / millivolts[to]
  for (let i = 0; i < samples.length; i++) samples[i] *= factor
  return samples
}

function layoutEvidence(
  header: AbfHeader,
  { voltages }: ChannelPlan,
  unit: Exclude<VoltageUnit, 'none'>,
): Reading['evidence'] {
  const { channels, sweepCounts, samplingInterval } = header
  const points = sweepCounts.map((count) => count / channels.length)
  const [fewest, most] = [Math.min(...points), Math.max(...points)]
  const lengths =
    fewest === most ? `${most} samples` : `${fewest} to ${most} samples; shorter ones end in missing samples`
  return [
    {
      conclusion: `${header.version}, ${abfModes[header.mode]}: ${points.length === 1 ? 'one sweep' : `${points.length} sweeps`} of ${lengths}`,
      because: 'the file’s header',
    },
    {
      conclusion: `Time: ${frequency(1000 / samplingInterval)}; each sweep starts at 0`,
      because: `the header gives ${plain(samplingInterval * 1000)} µs from sample to sample`,
    },
    {
      conclusion: `Voltage: ${voltages.map((v) => quote(channels[v].name)).join(', ')}, in ${voltageUnitNames[unit]}`,
      because: `the header: ${list(channels, voltages)}`,
    },
  ]
}

/** Comments that the experimenter made while recording. */
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
