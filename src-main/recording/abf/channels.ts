import { NagumoError } from '../../contract/errors.ts'
import type { Reading, VoltageUnit } from '../../contract/recordings.ts'
import { mostSamples } from '../limits.ts'
import { parseUnit } from '../meaning/units.ts'
import { quote } from '../table/problems.ts'
import type { AbfFile } from './abf-file.ts'
import type { AbfChannel, AbfHeader } from './header.ts'

/** What the channels of a file are read as. */
export interface ChannelPlan {
  /** Indices of the channels that are membrane potentials. */
  voltages: number[]
  /** Those that are kept beside them. */
  others: number[]
  evidence: Reading['evidence']
  doubts: Reading['doubts']
}

/**
 * Sorts channels by their units.
 * @param points samples of the longest sweep
 * @throws NagumoError NO_VOLTAGE_COLUMN; FILE_TOO_LARGE; FILE_UNREADABLE where a scale is no number
 */
export function planChannels(file: AbfFile, header: AbfHeader, points: number): ChannelPlan {
  const { channels } = header
  const all = channels.map((_, i) => i)
  const named = all.filter((i) => voltageUnitOf(channels[i]) !== null)
  const unnamed = all.filter((i) => isUnnamed(channels[i]))
  const voltages = named.length > 0 ? named : unnamed
  if (voltages.length === 0) throw noVoltage(file.name, channels)
  for (const i of voltages) {
    if (!isScaled(header, i)) throw file.damaged(`its channel ${quote(channels[i].name)} has no scale`)
  }
  refuseTooMany(file, header, voltages.length, points)
  const doubts: Reading['doubts'] =
    named.length > 0
      ? []
      : [
          {
            code: 'VOLTAGE_UNIT_GUESSED',
            about: 'voltageUnit',
            text: `The file names no unit for ${list(channels, voltages)}; millivolts were assumed.`,
          },
        ]
  const evidence: Reading['evidence'] = []
  const candidates = all.filter((i) => !voltages.includes(i))
  const others = candidates.filter((i) => isScaled(header, i))
  const unscaled = candidates.filter((i) => !isScaled(header, i))
  if (unscaled.length > 0) {
    evidence.push({
      conclusion: `Not used: ${list(channels, unscaled)}`,
      because: 'the file gives no scale for it',
    })
  }
  const room = mostSamples - voltages.length * header.sweepCounts.length * points
  const fits = others.length * header.sweepCounts.length * points <= room
  if (others.length > 0) {
    evidence.push(
      fits
        ? {
            conclusion: `Kept beside the voltage: ${list(channels, others)}`,
            because: 'by its unit it is no voltage',
          }
        : {
            conclusion: `Not used: ${list(channels, others)}`,
            because: `with it there would be more than ${mostSamples / 1e6} million samples`,
          },
    )
  }
  return { voltages, others: fits ? others : [], evidence, doubts }
}

/** V, mV or µV; null where the unit is another or none. */
export function voltageUnitOf({ unit }: { unit: string }): Exclude<VoltageUnit, 'none'> | null {
  const parsed = parseUnit(unit)
  return parsed?.kind === 'voltage' && parsed.unit !== 'none' ? parsed.unit : null
}

/** The voltage channel that a channel is shown with: the last one before it, else the first. Given as its place. */
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

function isUnnamed({ unit }: AbfChannel): boolean {
  return unit === '' || unit === '?'
}

function isScaled({ channels, float }: AbfHeader, i: number): boolean {
  const { gain, offset } = channels[i]
  return float || (Number.isFinite(gain) && gain !== 0 && Number.isFinite(offset))
}

function noVoltage(name: string, channels: readonly AbfChannel[]): NagumoError {
  const found = list(channels, [...channels.keys()].slice(0, 8))
  const currents = channels.some(({ unit }) => /^[pnuµμm]?A$/.test(unit))
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${name} has no channel with a unit of voltage; found ${found}. ${
      currents
        ? 'It seems to be a recording in voltage clamp; a membrane potential recorded in current clamp is needed.'
        : 'A channel in mV or V is needed.'
    }`,
  )
}

/** @throws NagumoError FILE_TOO_LARGE; all sweeps are as long as the longest, so that a few long ones can be too many */
function refuseTooMany(file: AbfFile, header: AbfHeader, voltages: number, points: number): void {
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
      `${file.name} has ${sweepCounts.length} sweeps of very different lengths, up to ${points} samples; sweeps of one length, or nearly, are needed. Save those of like length as a file of their own.`,
    )
  }
}
