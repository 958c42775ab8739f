import type { Column, Reading, VoltageUnit } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import { millivolts, voltageUnitNames } from '../../contract/units.ts'
import { padded } from '../assemble.ts'
import type { RecordingData, StimulusData } from '../recording-data.ts'
import { shortEnds } from '../short-last-sweep.ts'
import { quote } from '../table/problems.ts'
import type { Channel } from './channel.ts'
import { type ChannelPlan, companion, list, voltageUnitOf } from './plan-channels.ts'
import type { SweepsOf } from './settle.ts'

/** Input of `assemble` made from channels. */
export interface Arranged {
  sweeps: RecordingData['sweeps']
  /** Channels stored beside the voltages. */
  stimuli: StimulusData[]
  columns: Column[]
  voltageUnit: Exclude<VoltageUnit, 'none'>
}

/**
 * Arranges channels as sweeps, channel by channel, in the unit of the first; the others as stimuli.
 * @param points samples of the longest sweep, to which the others are padded
 */
export function arrangeChannels(
  channels: readonly Channel[],
  { voltages, others }: ChannelPlan,
  sweepsOf: SweepsOf,
  points: number,
): Arranged {
  const voltageUnit = voltageUnitOf(channels[voltages[0]]) ?? 'mV'
  const count = sweepsOf(voltages[0]).length
  const sweeps = voltages.flatMap((channel) =>
    sweepsOf(channel).map((samples, s) => ({
      name: sweepName(channels, voltages, channel, { sweep: s, count }),
      samples: inUnit(padded(samples, points), voltageUnitOf(channels[channel]) ?? voltageUnit, voltageUnit),
    })),
  )
  const stimuli = others.flatMap((channel) =>
    sweepsOf(channel).map(
      (samples, s): StimulusData => ({
        name: channels[channel].name,
        unit: channels[channel].unit || null,
        sweep: companion(voltages, channel) * count + s,
        samples: padded(samples, points),
      }),
    ),
  )
  const roleOf = (i: number): Column['role'] =>
    voltages.includes(i) ? 'voltage' : others.includes(i) ? 'stimulus' : 'other'
  const columns = channels.map(({ name, unit }, i) => ({ name, role: roleOf(i), unit: unit || null }))
  return { sweeps, stimuli, columns, voltageUnit }
}

/** Evidence of which channels are voltages. */
export function voltageEvidence(
  channels: readonly Channel[],
  { voltages }: ChannelPlan,
): Reading['evidence'][number] {
  const unit = voltageUnitOf(channels[voltages[0]]) ?? 'mV'
  return {
    conclusion: `Voltage: ${voltages.map((v) => quote(channels[v].name)).join(', ')}, in ${voltageUnitNames[unit]}`,
    because: `the header: ${list(channels, voltages)}`,
  }
}

/** “2 sweeps of 40 samples”, and how different lengths are padded. */
export function lengthsInWords(points: readonly number[]): string {
  const [fewest, most] = [Math.min(...points), Math.max(...points)]
  const count = points.length === 1 ? 'one sweep' : `${points.length} sweeps`
  if (fewest === most) return `${count} of ${whole(most)} samples`
  const filled = shortEnds(points).length > 0 ? '' : '; shorter ones end with missing samples'
  return `${count} of ${whole(fewest)} to ${whole(most)} samples${filled}`
}

/** “sweep 2”; “IN 0, sweep 2” for several voltages; “IN 0” where each has one sweep. */
function sweepName(
  channels: readonly Channel[],
  voltages: readonly number[],
  channel: number,
  { sweep, count }: { sweep: number; count: number },
): string {
  if (voltages.length === 1) return `sweep ${sweep + 1}`
  const { name } = channels[channel]
  const same = voltages.filter((v) => channels[v].name === name).length > 1
  const distinct = same ? `${name} (channel ${channel + 1})` : name
  return count === 1 ? distinct : `${distinct}, sweep ${sweep + 1}`
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
