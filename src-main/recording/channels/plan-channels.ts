import { NagumoError } from '../../contract/errors.ts'
import type { ColumnRole, Reading, VoltageUnit } from '../../contract/recordings.ts'
import { mostSamples } from '../limits.ts'
import { parseUnit } from '../meaning/units.ts'
import { setByHand } from '../meaning/wording.ts'
import { quote } from '../table/problems.ts'
import type { Channel, ChannelTable } from './channel.ts'
import { type ChannelRole, isCurrent, roleOfChannel } from './channel-roles.ts'

/** A file's name, with an error for damaged files. */
export interface NamedFile {
  name: string
  damaged(found: string): NagumoError
}

/** Roles of a file's channels. */
export interface ChannelPlan {
  /** Indices of the membrane potentials. */
  voltages: number[]
  /** Indices of the channels stored beside them. */
  others: number[]
  evidence: Reading['evidence']
  doubts: Reading['doubts']
}

/**
 * Sorts channels by name and unit, like the columns of a text file.
 * @param points samples of the longest sweep
 * @param roles chosen by the user, one per channel
 * @throws NagumoError NO_VOLTAGE_COLUMN; FILE_TOO_LARGE; FILE_UNREADABLE where a scale is not a number
 */
export function planChannels(
  file: NamedFile,
  header: ChannelTable,
  points: number,
  roles: readonly ColumnRole[] | null = null,
): ChannelPlan {
  const { channels } = header
  const all = channels.map((_, i) => i)
  const byName = channels.map(roleOfChannel)
  const of = (role: ChannelRole): number[] => all.filter((i) => byName[i] === role)
  const named = of('voltage')
  const unitless = named.length === 0 && of('unnamed').length > 0 && !roles
  const voltages = roles ? all.filter((i) => roles[i] === 'voltage') : unitless ? of('unnamed') : named
  // A contrary name is no reason to reject a file's only channel.
  const alone =
    voltages.length === 0 && !roles && channels.length === 1 && voltageUnitOf(channels[0]) !== null
  if (alone) voltages.push(0)
  if (voltages.length === 0) throw noVoltage(file.name, channels)
  for (const i of voltages) {
    if (!isScaled(header, i)) throw file.damaged(`its channel ${quote(channels[i].name)} has no scale`)
  }
  refuseTooMany(file, header, voltages.length, points)
  const doubts: Reading['doubts'] = unitless
    ? [
        {
          code: 'VOLTAGE_UNIT_GUESSED',
          about: 'voltageUnit',
          text: `The file gives no unit for ${list(channels, voltages)}; millivolts were assumed.`,
        },
      ]
    : []
  if (alone) {
    doubts.push({
      code: 'VOLTAGE_BY_UNIT',
      about: 'columns',
      text: `${list(channels, voltages)} was read as the membrane potential because of its unit, although its name suggests otherwise.`,
    })
  }
  const evidence: Reading['evidence'] = []
  const tell = (conclusion: string, indices: readonly number[], because: string): void => {
    if (indices.length > 0)
      evidence.push({ conclusion: `${conclusion}: ${list(channels, indices)}`, because })
  }
  const candidates = all.filter((i) => !voltages.includes(i) && roles?.[i] !== 'other')
  tell(
    'Not used',
    all.filter((i) => roles?.[i] === 'other'),
    setByHand,
  )
  const others = candidates.filter((i) => isScaled(header, i))
  tell(
    'Not used',
    candidates.filter((i) => !isScaled(header, i)),
    'the file gives no scale for it',
  )
  const room = mostSamples - voltages.length * header.sweepCounts.length * points
  const fits = others.length * header.sweepCounts.length * points <= room
  if (!fits) {
    tell('Not used', others, `including it, there would be more than ${mostSamples / 1e6} million samples`)
  } else {
    const isNamed = (i: number): boolean => byName[i] === 'stimulus' || voltageUnitOf(channels[i]) !== null
    const because = roles ? setByHand : null
    tell(
      'Kept as an additional channel',
      others.filter((i) => !isNamed(i)),
      because ?? 'its unit is not one of voltage',
    )
    tell(
      'Kept as an additional channel',
      others.filter(isNamed),
      because ?? 'its name is not that of a membrane potential',
    )
  }
  return { voltages, others: fits ? others : [], evidence, doubts }
}

/** V, mV or µV; null where the unit is another or missing. */
export function voltageUnitOf({ unit }: { unit: string }): Exclude<VoltageUnit, 'none'> | null {
  const parsed = parseUnit(unit)
  return parsed?.kind === 'voltage' && parsed.unit !== 'none' ? parsed.unit : null
}

/** Position of the voltage channel that a channel is shown with: the last one before it, else the first. */
export function companion(voltages: readonly number[], channel: number): number {
  const before = voltages.filter((v) => v < channel).length
  return Math.max(0, before - 1)
}

/** “IN 0” in mV and “IN 1” in pA. */
export function list(
  channels: readonly { name: string; unit: string }[],
  indices: readonly number[],
): string {
  return indices
    .map((i) => `${quote(channels[i].name)}${channels[i].unit ? ` in ${channels[i].unit}` : ''}`)
    .join(', ')
}

function isScaled({ channels, float }: ChannelTable, i: number): boolean {
  const { gain, offset } = channels[i]
  return float || (Number.isFinite(gain) && gain !== 0 && Number.isFinite(offset))
}

/** @param because evidence from the values, as a clause */
export function noVoltage(name: string, channels: readonly Channel[], because?: string): NagumoError {
  const found = list(channels, [...channels.keys()].slice(0, 8))
  const clamped = because !== undefined || channels.some(isCurrent)
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${name} has no channel that is a membrane potential; found ${found}${because ? `, where ${because}` : ''}. ${
      clamped
        ? 'It seems to be a recording in voltage clamp; a membrane potential recorded in current clamp is needed.'
        : 'A channel in mV or V whose name is not that of a command or stimulus is needed.'
    }`,
  )
}

/** Sweeps are padded to the longest, so that a few long ones can be too many. @throws NagumoError FILE_TOO_LARGE */
function refuseTooMany(file: NamedFile, header: ChannelTable, voltages: number, points: number): void {
  const { sweepCounts, channels } = header
  const total = voltages * sweepCounts.length * points
  if (total > mostSamples) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${file.name} holds ${(total / 1e6).toFixed(0)} million samples (${sweepCounts.length === 1 ? 'one sweep' : `${sweepCounts.length} sweeps`} of ${points}${voltages > 1 ? `, ${voltages} voltage channels` : ''}); at most ${mostSamples / 1e6} million are read. Save a part of the recording, fewer sweeps, or a lower sampling rate.`,
    )
  }
  const recorded = (voltages * sweepCounts.reduce((sum, n) => sum + n, 0)) / channels.length
  if (total > 4 * recorded + 2e6) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${file.name} has ${sweepCounts.length} sweeps of very different lengths, up to ${points} samples; sweeps of nearly equal length are needed. Save sweeps of similar length in a separate file.`,
    )
  }
}
