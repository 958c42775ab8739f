import type { FileHandle } from 'node:fs/promises'
import { NagumoError } from '../../contract/errors.ts'
import { frequency, plain } from '../../contract/quantities.ts'
import type { Doubt, VoltageUnit } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import { milliseconds, voltageUnitNames } from '../../contract/units.ts'
import { rangeOf } from '../../signal/range.ts'
import { assemble } from '../assemble.ts'
import { isCurrent, roleOfChannel } from '../channels/channel-roles.ts'
import { voltageUnitOf } from '../channels/plan-channels.ts'
import { mostSamples } from '../limits.ts'
import { readTimeUnit } from '../meaning/time-unit.ts'
import { parseUnit } from '../meaning/units.ts'
import { unitByValues } from '../meaning/voltage-unit.ts'
import type { RecordingData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { headerBytes, readWaveHeader, valueTypes, type WaveHeader } from './wave-header.ts'

const blockBytes = 2 ** 20
const asText = 'In Igor Pro, save time and voltage as delimited text, or as Igor text (.itx), and open that.'

/**
 * Reads an Igor binary wave (.ibw, versions 2, 3 and 5): a wave is a sweep, the columns of a matrix are sweeps.
 * @param name as dropped, for messages
 * @throws NagumoError FILE_UNREADABLE, FILE_TOO_LARGE, NO_TIME_COLUMN where the wave has no time scale,
 *   NO_VOLTAGE_COLUMN, and those of `assemble`; CANCELLED when `signal` is aborted
 */
export async function readIgorWave(
  handle: FileHandle,
  name: string,
  bytes: number,
  signal?: AbortSignal,
): Promise<RecordingData> {
  const head = Buffer.alloc(Math.min(bytes, headerBytes))
  await handle.read(head, 0, head.length, 0)
  const wave = readWaveHeader(head)
  const [points = 0, columns = 1] = wave.size
  refuseOther(wave, name, bytes)
  const time = timeOf(wave, name)
  const samples = await readColumns(handle, { wave, name, points, columns }, signal)
  const { unit, because, doubts } = unitOf(wave, samples, name)
  const shown = wave.name || 'the wave'
  return assemble(
    {
      format: 'igor',
      samplingInterval: time.interval,
      sweeps: samples.map((column, k) => ({
        name: columns === 1 ? shown : `${shown}, column ${k + 1}`,
        samples: column,
      })),
      stimuli: [],
      columns: [{ name: shown, role: 'voltage', unit: wave.unit || null }],
      voltageUnit: unit,
      evidence: [
        {
          conclusion: `Igor binary wave ${quote(shown)}: ${columns === 1 ? 'one sweep' : `${columns} sweeps`} of ${whole(points)} samples`,
          because: `the file’s header, version ${wave.version}`,
        },
        {
          conclusion: `Time: ${frequency(1000 / time.interval)}; each sweep starts at 0`,
          because: time.because,
        },
        { conclusion: `Voltage: in ${voltageUnitNames[unit]}`, because },
      ],
      doubts: [...time.doubts, ...doubts],
    },
    name,
  )
}

function refuseOther({ type, size, dataStart }: WaveHeader, name: string, bytes: number): void {
  const unreadable = (found: string): NagumoError =>
    new NagumoError('FILE_UNREADABLE', `${name} is an Igor binary wave, but ${found}. ${asText}`)
  const value = valueTypes[type]
  if (!value) {
    throw unreadable(
      type === 0 ? 'it contains text' : type & 1 ? 'its values are complex' : `its type of value is ${type}`,
    )
  }
  if (size.length > 2) throw unreadable(`it has ${size.length} dimensions, while two are read`)
  if (size.some((n) => n < 0)) throw unreadable('its header is damaged')
  const count = size.reduce((product, n) => product * n, 1)
  if (size.length === 0 || count === 0) throw unreadable('it has no points')
  if (count > mostSamples) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${name} holds ${plain(count / 1e6, 3)} million samples; at most ${mostSamples / 1e6} million are read. Save a part of the wave.`,
    )
  }
  const needed = dataStart + count * value.bytes
  if (needed > bytes) {
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name} is too short: according to its header its values need ${needed} bytes, and the file has ${bytes}. It is truncated, or its values were not saved with it; copy the original file again.`,
    )
  }
}

/** The sampling interval in ms. @throws NagumoError NO_TIME_COLUMN where the wave has no time scale */
function timeOf(
  { step, timeUnit, name: wave }: WaveHeader,
  name: string,
): { interval: number; because: string; doubts: Doubt[] } {
  const parsed = parseUnit(timeUnit)
  if ((timeUnit !== '' && parsed?.kind !== 'time') || !(step > 0) || (timeUnit === '' && step === 1)) {
    const found =
      timeUnit === '' ? `steps of ${plain(step)} without a unit` : `steps of ${plain(step)} ${timeUnit}`
    throw new NagumoError(
      'NO_TIME_COLUMN',
      `${name}: a wave whose x scale is time was expected; found ${found}. In Igor Pro, set it with SetScale/P x, 0, 5e-5, "s" (the step in seconds), save the wave and open it again.`,
    )
  }
  const unit = { name: wave, role: 'time' as const, unit: timeUnit === '' ? null : parsed }
  const read = readTimeUnit(0, unit, step)
  const interval = step * milliseconds[read.unit]
  const because = `the wave’s x scale: steps of ${plain(step)}${timeUnit ? ` ${timeUnit}` : ' without a unit'}`
  // Implausible intervals are reported by `assemble`, for all formats.
  return { interval, because, doubts: read.doubts.filter(({ code }) => code === 'TIME_UNIT_GUESSED') }
}

/** @throws NagumoError NO_VOLTAGE_COLUMN where the unit is not a voltage unit */
function unitOf(
  { name: wave, unit }: WaveHeader,
  samples: readonly Float64Array[],
  name: string,
): { unit: VoltageUnit; because: string; doubts: Doubt[] } {
  const named = voltageUnitOf({ unit })
  const doubts: Doubt[] = []
  if (roleOfChannel({ name: wave, unit }) === 'stimulus' && !isCurrent({ unit })) {
    doubts.push({
      code: 'VOLTAGE_BY_UNIT',
      about: 'columns',
      text: `${quote(wave)} was read as the membrane potential, although its name suggests otherwise.`,
    })
  }
  if (named !== null) return { unit: named, because: `the wave’s unit: ${unit}`, doubts }
  if (unit !== '') {
    throw new NagumoError(
      'NO_VOLTAGE_COLUMN',
      `${name}: a wave in V or mV was expected; ${quote(wave)} is in ${unit}.${
        isCurrent({ unit }) ? ' It seems to be a current.' : ''
      } Choose the wave of the membrane potential.`,
    )
  }
  const range = rangeOf(...samples)
  const guess = unitByValues(range) ?? { unit: 'mV' as const, because: 'no unit fits', sure: false }
  const values = `values from ${plain(range.min)} to ${plain(range.max)}`
  if (!guess.sure) {
    doubts.push({
      code: 'VOLTAGE_UNIT_GUESSED',
      about: 'voltageUnit',
      text: `The wave has no unit, and ${values} fit no unit well; ${voltageUnitNames[guess.unit]} were assumed.`,
    })
  }
  return { unit: guess.unit, because: `${values}, the wave has no unit: ${guess.because}`, doubts }
}

/** Column-major, as stored by Igor. Non-numeric values become NaN. */
async function readColumns(
  handle: FileHandle,
  { wave, name, points, columns }: { wave: WaveHeader; name: string; points: number; columns: number },
  signal: AbortSignal | undefined,
): Promise<Float64Array[]> {
  const { bytes, read } = valueTypes[wave.type]
  const found = Array.from({ length: columns }, () => new Float64Array(points))
  const total = points * columns
  const most = blockBytes / bytes
  for (let from = 0; from < total; from += most) {
    if (signal?.aborted) throw new NagumoError('CANCELLED', `Reading ${name} was cancelled.`)
    const count = Math.min(most, total - from)
    const buffer = Buffer.alloc(count * bytes)
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, wave.dataStart + from * bytes)
    if (bytesRead < buffer.length)
      throw new NagumoError('FILE_UNREADABLE', `${name} could not be read completely. Copy the file again.`)
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
    for (let i = 0; i < count; i++) {
      const value = read(view, i * bytes, wave.little)
      const at = from + i
      found[Math.floor(at / points)][at % points] = Number.isFinite(value) ? value : Number.NaN
    }
  }
  return found
}
