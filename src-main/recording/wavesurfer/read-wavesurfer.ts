import { NagumoError } from '../../contract/errors.ts'
import { frequency, plain } from '../../contract/quantities.ts'
import type { ReadingChoice } from '../../contract/recordings.ts'
import { assemble } from '../assemble.ts'
import { arrangeChannels, lengthsInWords, voltageEvidence } from '../channels/arrange-channels.ts'
import { chosenRoles } from '../channels/channel-roles.ts'
import { planChannels } from '../channels/plan-channels.ts'
import { type SweepsOf, settleByValues } from '../channels/settle.ts'
import type { Hdf5File } from '../hdf5/hdf5-file.ts'
import { mostSamples } from '../limits.ts'
import type { RecordingData } from '../recording-data.ts'
import { readHeader, type WavesurferChannel } from './header.ts'

/** The file, with limits on decompression. */
interface Source {
  name: string
  bytes: number
  choice?: ReadingChoice
}

/** Larger chunks are not decompressed. */
const mostChunkBytes = 256 * 1024 * 1024

/**
 * Reads a WaveSurfer file: analog channels as sweeps, sorted like those of an ABF file. Counts are converted by the
 * board's polynomial and the channel's scale. The file does not store output samples.
 * @param root names at the file's root
 * @param beat heartbeat, called repeatedly with what is read next
 * @throws NagumoError FILE_UNREADABLE, FILE_TOO_LARGE, NO_VOLTAGE_COLUMN, and those of `assemble`; Hdf5Error
 */
export function readWavesurfer(
  file: Hdf5File,
  root: readonly string[],
  { name, bytes, choice = {} }: Source,
  beat: (where?: string) => void,
): RecordingData {
  const damaged = (found: string): NagumoError =>
    new NagumoError(
      'FILE_UNREADABLE',
      `${name} is a WaveSurfer file that cannot be read: ${found}. Export the trace as CSV with a time and a voltage column.`,
    )
  const header = readHeader(file, root)
  if (typeof header === 'string') throw damaged(header)
  const { channels, sweeps, rate, version } = header
  const lengths = sweeps.map((sweep) => {
    beat(`sweep ${sweep}`)
    return lengthOf(file, sweep, channels.length)
  })
  const wrong = lengths.find((length) => typeof length === 'string')
  if (wrong !== undefined) throw damaged(`${wrong}`)
  const points = lengths.map(Number)
  const room = Math.min(mostSamples, 8 * bytes + 4e6)
  const total = channels.length * points.reduce((sum, n) => sum + n, 0)
  if (total > room) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${name} holds ${plain(total / 1e6, 3)} million samples, while at most ${plain(room / 1e6, 3)} million are read of a file of its size. Save fewer sweeps, or a lower sampling rate.`,
    )
  }
  const longest = Math.max(...points)
  const roles = chosenRoles(channels, choice.roles)
  const table = {
    // Scaled by `scaled` below; a scale of 0 or none is invalid.
    channels: channels.map(({ name, unit, scale }) => ({ name, unit, gain: 1 / scale, offset: 0 })),
    float: false,
    sweepCounts: points.map((n) => n * channels.length),
  }
  const named = planChannels({ name, damaged }, table, longest, roles)
  const wanted = [...named.voltages, ...named.others]
  const read = new Map(wanted.map((row) => [row, [] as Float64Array[]]))
  for (const sweep of sweeps) {
    for (const row of wanted) {
      beat(`sweep ${sweep}`)
      read.get(row)?.push(scaled(file.rows(dataOf(sweep), row, 1), channels[row]))
    }
  }
  const sweepsOf: SweepsOf = (channel) => read.get(channel) ?? []
  const plan = roles ? named : settleByValues(name, table, named, sweepsOf)
  const samplingInterval = 1000 / rate
  const recording = assemble(
    {
      ...arrangeChannels(channels, plan, sweepsOf, longest),
      format: 'wavesurfer',
      samplingInterval,
      evidence: [
        { conclusion: `${version}: ${lengthsInWords(points)}`, because: 'the file’s header' },
        {
          conclusion: `Time: ${frequency(rate)}; each sweep starts at 0`,
          because: `the header gives ${plain(samplingInterval * 1000)} µs between samples`,
        },
        voltageEvidence(channels, plan),
        ...plan.evidence,
      ],
      doubts: plan.doubts,
    },
    name,
  )
  return roles
    ? { ...recording, reading: { ...recording.reading, choice: { roles: [...roles] } } }
    : recording
}

const dataOf = (sweep: string): string => `/${sweep}/analogScans`

/** Samples per channel of a sweep, or what is wrong with it. */
function lengthOf(file: Hdf5File, sweep: string, channels: number): number | string {
  const path = dataOf(sweep)
  if (file.kind(`/${sweep}`) !== 'group' || file.kind(path) !== 'dataset')
    return `${sweep} has no analogScans`
  const { size, numbers, chunkBytes, unknownFilters, virtual } = file.shape(path)
  if (!numbers || size.length !== 2 || size[0] !== channels)
    return `${sweep} holds ${size.join(' × ')} values, while ${channels} channels were active`
  if (unknownFilters.length > 0 || virtual || chunkBytes > mostChunkBytes)
    return `${sweep} is stored in a way that is not supported`
  return size[1]
}

/** In place. */
function scaled(counts: Float64Array, { scale, coefficients }: WavesurferChannel): Float64Array {
  for (let i = 0; i < counts.length; i++) {
    const volts = coefficients.reduceRight((sum, c) => sum * counts[i] + c, 0)
    const value = volts / scale
    counts[i] = Number.isFinite(value) ? value : Number.NaN
  }
  return counts
}
