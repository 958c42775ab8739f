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
/** Header sizes in bytes before and since version 1.6; the longer one has telegraphs and waveforms. */
const shortHeader = 2048
const longHeader = 6144
const inputs = 16
const epochsEach = 10
const mostTags = 10_000
const tagBytes = 64
const alternateOutputs = 5876

/**
 * Reads the header of an ABF 1 file, where all fields have fixed offsets.
 * @throws NagumoError FILE_UNREADABLE where it is damaged, truncated, or of an unsupported kind
 */
export async function readHeader1(file: AbfFile): Promise<AbfHeader> {
  const first = await file.read(0, shortHeader, 'its header')
  const version = asWritten(first.getFloat32(4, true))
  if (!(version >= 1 && version < 2))
    throw file.damaged(`its version is ${version}, while 1.0 to 1.9 was expected`)
  const long = version >= 1.6
  const h = long ? await file.read(0, longHeader, 'its header') : first
  const mode = h.getInt16(8, true)
  if (!(mode in abfModes)) throw file.damaged(`its mode of acquisition is ${mode}, while 1 to 5 was expected`)
  const format = h.getInt16(100, true)
  if (format !== 0 && format !== 1) {
    throw file.damaged(`its data format is ${format}, while 0 (integers) or 1 (floats) was expected`)
  }
  const float = format === 1
  const count = h.getInt16(120, true)
  if (count < 1 || count > mostChannels) throw file.damaged(`it has ${count} channels`)
  const interval = h.getFloat32(122, true)
  const second = h.getFloat32(126, true)
  if (h.getInt32(134, true) > 0 && second > 0 && second !== interval) {
    throw file.damaged('its sampling rate changes within each sweep, which is not supported')
  }
  const scan = asWritten(interval * count) / 1000
  const tick = h.getFloat32(130, true) / 1000
  const dataCount = h.getInt32(10, true)
  const ignored = h.getInt16(14, true) * (float ? 4 : 2)
  return {
    version: `ABF ${version.toFixed(2)}`,
    mode: mode as AbfMode,
    channels: Array.from({ length: count }, (_, i) => channelOf(file, h, i, long)),
    samplingInterval: scan,
    float,
    dataStart: h.getInt32(40, true) * blockBytes + ignored,
    dataCount,
    sweepCounts: await sweepCounts(file, {
      mode: mode as AbfMode,
      channels: count,
      dataCount,
      episodes: h.getInt32(16, true),
      list: { start: h.getInt32(92, true) * blockBytes, count: h.getInt32(96, true) },
    }),
    outputs: long ? outputsOf(h) : [],
    tags: await readTags(file, h, tick > 0 ? tick : scan / count),
  }
}

/** @param index in sampling order @param long whether the header has telegraphs */
function channelOf(file: AbfFile, h: DataView, index: number, long: boolean): AbfChannel {
  // Names, units and gains are in order of the physical inputs.
  const plug = index < inputs ? h.getInt16(410 + 2 * index, true) : -1
  if (plug < 0 || plug >= inputs)
    throw file.damaged(`its channel ${index + 1} is on input ${plug}, of ${inputs}`)
  const float = (at: number): number => h.getFloat32(at + 4 * plug, true)
  const telegraph = long && h.getInt16(4512 + 2 * plug, true) === 1 ? float(4576) : 1
  const amplification = float(922) * float(1050) * float(730) * telegraph
  return {
    name: textAt(h, 442 + 10 * plug, 10) || `channel ${index + 1}`,
    unit: textAt(h, 602 + 8 * plug, 8),
    gain: h.getFloat32(244, true) / h.getInt32(252, true) / amplification,
    offset: float(986) - float(1114),
  }
}

/** The two outputs that can have a waveform. */
function outputsOf(h: DataView): AbfOutput[] {
  const listed = [0, 1, 2, 3].some((k) => h.getInt16(3360 + 2 * k, true) !== 0)
  return [0, 1].flatMap((number) => {
    const source = h.getInt16(2300 + 2 * number, true)
    if (h.getInt16(2296 + 2 * number, true) === 0 || source === 0) return []
    return [
      {
        number,
        name: textAt(h, 1306 + 10 * number, 10) || `output ${number + 1}`,
        unit: textAt(h, 1346 + 8 * number, 8),
        source: source === 1 ? 'epochs' : source === 2 ? 'file' : 'unknown',
        holding: h.getFloat32(1394 + 4 * number, true),
        keepsLastLevel: h.getInt16(2304 + 2 * number, true) !== 0,
        epochs: Array.from({ length: epochsEach }, (_, k) => epochOf(h, number * epochsEach + k)),
        obstacle: h.getInt16(alternateOutputs, true) !== 0 ? alternating : listed ? varied : null,
      } satisfies AbfOutput,
    ]
  })
}

function epochOf(h: DataView, k: number): AbfEpoch {
  return {
    kind: h.getInt16(2308 + 2 * k, true),
    level: h.getFloat32(2348 + 4 * k, true),
    levelStep: h.getFloat32(2428 + 4 * k, true),
    duration: h.getInt32(2508 + 4 * k, true),
    durationStep: h.getInt32(2588 + 4 * k, true),
    period: h.getInt32(2136 + 4 * k, true),
    width: h.getInt32(2216 + 4 * k, true),
  }
}

/** @param tick ms per count of a tag's time */
async function readTags(file: AbfFile, h: DataView, tick: number): Promise<AbfHeader['tags']> {
  const count = h.getInt32(48, true)
  if (count === 0) return []
  if (count < 0 || count > mostTags) throw file.damaged(`it has ${count} comments`)
  const view = await file.read(h.getInt32(44, true) * blockBytes, count * tagBytes, 'its list of comments')
  return Array.from({ length: count }, (_, k) => ({
    time: view.getInt32(k * tagBytes, true) * tick,
    text: textAt(view, k * tagBytes + 4, 56),
  }))
}
