import { type AbfFile, textAt } from './abf-file.ts'
import {
  type AbfChannel,
  type AbfEpoch,
  type AbfHeader,
  type AbfMode,
  type AbfOutput,
  abfModes,
  alternating,
  asWritten,
  mostChannels,
  varied,
} from './header.ts'
import { sweepCounts } from './sweep-counts.ts'

const blockBytes = 512
const headerBytes = 512
/** Header offsets of the section descriptors: block, bytes per entry, number of entries. */
const sections = {
  protocol: 76,
  inputs: 92,
  outputs: 108,
  epochs: 156,
  userList: 172,
  strings: 220,
  data: 236,
  tags: 252,
  sweeps: 316,
} as const
/** Bytes read of each section entry. */
const entryBytes = { protocol: 208, inputs: 82, outputs: 48, epochs: 30, userList: 12, tags: 64 } as const
const mostEntries = 1024
const mostTags = 10_000
const mostStringBytes = 16 * 1024 * 1024
const stringsHeader = 44

interface Section {
  what: string
  start: number
  size: number
  count: number
}

/**
 * Reads the header of an ABF 2 file, which is a table of sections.
 * @throws NagumoError FILE_UNREADABLE where it is damaged, truncated, or of an unsupported kind
 */
export async function readHeader2(file: AbfFile): Promise<AbfHeader> {
  const head = await file.read(0, headerBytes, 'its header')
  const section = (name: keyof typeof sections): Section => ({
    what: `its section “${name}”`,
    start: head.getUint32(sections[name], true) * blockBytes,
    size: head.getUint32(sections[name] + 4, true),
    count: head.getInt32(sections[name] + 8, true),
  })

  const protocol = await entriesOf(file, section('protocol'), entryBytes.protocol, 1)
  if (protocol.length === 0)
    throw file.damaged('it has no protocol section, which contains the sampling rate')
  const [p] = protocol
  if (p.getUint8(6) !== 0) throw file.damaged('its samples are compressed, which is not supported')
  const mode = p.getInt16(0, true)
  if (!(mode in abfModes)) throw file.damaged(`its mode of acquisition is ${mode}, while 1 to 5 was expected`)

  const strings = await readStrings(file, section('strings'))
  const range = p.getFloat32(110, true) / p.getInt32(118, true)
  const inputs = await entriesOf(file, section('inputs'), entryBytes.inputs, mostChannels)
  const channels = inputs.map((input, i) => channelOf(input, strings, range, i))
  const data = section('data')
  const format = head.getUint16(30, true)
  if (format > 1)
    throw file.damaged(`its data format is ${format}, while 0 (integers) or 1 (floats) was expected`)
  const float = format === 1
  if (data.size !== (float ? 4 : 2)) {
    throw file.damaged(`its samples have ${data.size} bytes each, while ${float ? 4 : 2} were expected`)
  }
  if (channels.length === 0) throw file.damaged('it has no channels')

  const synch = section('sweeps')
  const interval = asWritten(p.getFloat32(2, true)) / 1000
  const tick = p.getFloat32(14, true) / 1000
  return {
    version: `ABF ${head.getUint8(7)}.${head.getUint8(6)}`,
    mode: mode as AbfMode,
    channels,
    samplingInterval: interval,
    float,
    dataStart: data.start,
    dataCount: data.count,
    sweepCounts: await sweepCounts(file, {
      mode: mode as AbfMode,
      channels: channels.length,
      dataCount: data.count,
      episodes: head.getUint32(12, true),
      list: { start: synch.start, count: synch.count },
    }),
    outputs: await readOutputs(file, section, strings, p.getInt16(182, true) !== 0),
    tags: await readTags(file, section('tags'), tick > 0 ? tick : interval / channels.length),
  }
}

/** The first bytes of each entry. @throws NagumoError FILE_UNREADABLE where the section is invalid */
async function entriesOf(file: AbfFile, section: Section, length: number, most: number): Promise<DataView[]> {
  const { what, start, size, count } = section
  if (count === 0) return []
  if (count < 0 || count > most || size < length) {
    throw file.damaged(`${what} has ${count} entries of ${size} bytes`)
  }
  const view = await file.read(start, (count - 1) * size + length, what)
  return Array.from(
    { length: count },
    (_, k) => new DataView(view.buffer, view.byteOffset + k * size, length),
  )
}

function channelOf(input: DataView, strings: readonly string[], range: number, index: number): AbfChannel {
  const float = (at: number): number => input.getFloat32(at, true)
  const amplification = float(40) * float(48) * float(28) * (input.getInt16(2, true) === 1 ? float(6) : 1)
  return {
    name: strings[input.getInt32(74, true)] || `channel ${index + 1}`,
    unit: strings[input.getInt32(78, true)] ?? '',
    gain: range / amplification,
    offset: float(44) - float(52),
  }
}

/** @param alternate whether two outputs alternated from sweep to sweep */
async function readOutputs(
  file: AbfFile,
  section: (name: keyof typeof sections) => Section,
  strings: readonly string[],
  alternate: boolean,
): Promise<AbfOutput[]> {
  const outputs = await entriesOf(file, section('outputs'), entryBytes.outputs, mostChannels)
  const epochs = await entriesOf(file, section('epochs'), entryBytes.epochs, mostEntries)
  const lists = await entriesOf(file, section('userList'), entryBytes.userList, mostChannels)
  const listed = lists.some((list) => list.getInt16(2, true) !== 0)
  return outputs.flatMap((output, i) => {
    const source = output.getInt16(42, true)
    if (output.getInt16(40, true) === 0 || source === 0) return []
    const number = output.getInt16(0, true)
    return [
      {
        number,
        name: strings[output.getInt32(24, true)] || `output ${i + 1}`,
        unit: strings[output.getInt32(28, true)] ?? '',
        source: source === 1 ? 'epochs' : source === 2 ? 'file' : 'unknown',
        holding: output.getFloat32(12, true),
        keepsLastLevel: output.getInt16(44, true) !== 0,
        epochs: epochs.filter((epoch) => epoch.getInt16(2, true) === number).map(epochOf),
        obstacle: alternate ? alternating : listed ? varied : null,
      } satisfies AbfOutput,
    ]
  })
}

function epochOf(epoch: DataView): AbfEpoch {
  return {
    kind: epoch.getInt16(4, true),
    level: epoch.getFloat32(6, true),
    levelStep: epoch.getFloat32(10, true),
    duration: epoch.getInt32(14, true),
    durationStep: epoch.getInt32(18, true),
    period: epoch.getInt32(22, true),
    width: epoch.getInt32(26, true),
  }
}

/**
 * Names, units and paths, numbered from 1; 0 means none. Zero-terminated strings after a header of 44 bytes that begins
 * with SSCH.
 */
async function readStrings(file: AbfFile, { what, start, size, count }: Section): Promise<string[]> {
  if (count === 0) return ['']
  if (count < 0 || size > mostStringBytes) throw file.damaged(`${what} has ${count} entries of ${size} bytes`)
  const view = await file.read(start, size, what)
  if (size < stringsHeader || textAt(view, 0, 4) !== 'SSCH')
    throw file.damaged(`${what} does not start with SSCH`)
  const text = Buffer.from(view.buffer, view.byteOffset + stringsHeader, size - stringsHeader).toString(
    'latin1',
  )
  return ['', ...text.split('\0').map((string) => string.trim())]
}

/** @param tick ms per count of a tag's time */
async function readTags(file: AbfFile, section: Section, tick: number): Promise<AbfHeader['tags']> {
  const tags = await entriesOf(file, section, entryBytes.tags, mostTags)
  return tags.map((tag) => ({ time: tag.getInt32(0, true) * tick, text: textAt(tag, 4, 56) }))
}
