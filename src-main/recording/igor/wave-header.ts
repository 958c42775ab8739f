/** Header of an Igor binary wave. */
export interface WaveHeader {
  version: number
  little: boolean
  name: string
  /** Empty if not set. */
  unit: string
  timeUnit: string
  /** Step between points, in `timeUnit`; 1 if no scale was set. */
  step: number
  /** Points and columns; a recording has no third dimension. */
  size: number[]
  /** Igor's numeric type code. */
  type: number
  /** Byte offset of the values. */
  dataStart: number
}

/** Field offsets of a version, from Igor's technical note 003; all in bytes from the start of the file. */
interface Layout {
  /** Number of bytes whose 16-bit words sum to 0. */
  checked: number
  type: number
  points: number
  name: [at: number, length: number]
  unit: number
  timeUnit: number
  step: number
  dataStart: number
}

/** Headers of versions 2 and 3 differ only in the front part; their checksum includes the first 16 bytes of data. */
const short = (front: number): Layout => ({
  checked: front + 126,
  type: front,
  name: [front + 6, 20],
  unit: front + 34,
  timeUnit: front + 38,
  points: front + 42,
  step: front + 48,
  dataStart: front + 110,
})
const layouts: Record<number, Layout> = {
  2: short(16),
  3: short(20),
  5: {
    checked: 384,
    type: 80,
    points: 76,
    name: [92, 32],
    unit: 212,
    timeUnit: 216,
    step: 148,
    dataStart: 384,
  },
}
const dimensions5 = 132
const unitBytes = 4

/** Length of the longest header in bytes. */
export const headerBytes = 384

/** Value types: bytes per value, and how to read it. */
export const valueTypes: Record<
  number,
  { bytes: number; read: (view: DataView, at: number, little: boolean) => number }
> = {
  2: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  4: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  16: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  32: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  72: { bytes: 1, read: (view, at) => view.getUint8(at) },
  80: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  96: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
}

/** Whether the first bytes are those of an Igor binary wave: version and valid checksum. */
export function isIgorWave(head: Uint8Array): boolean {
  return layoutOf(head) !== null
}

/** Parses the header of an Igor binary wave; see {@link isIgorWave}. */
export function readWaveHeader(head: Uint8Array): WaveHeader {
  const found = layoutOf(head)
  if (!found) throw new Error('not an Igor binary wave')
  const { version, little, layout } = found
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const text = (at: number, length: number): string => {
    const bytes = Buffer.from(head.buffer, head.byteOffset + at, length)
    const end = bytes.indexOf(0)
    return bytes
      .subarray(0, end < 0 ? length : end)
      .toString('latin1')
      .trim()
  }
  const dimensions = [0, 1, 2, 3].map((d) => view.getInt32(dimensions5 + 4 * d, little))
  const used = dimensions.indexOf(0)
  return {
    version,
    little,
    name: text(...layout.name),
    unit: text(layout.unit, unitBytes),
    timeUnit: text(layout.timeUnit, unitBytes),
    step: view.getFloat64(layout.step, little),
    size:
      version === 5
        ? dimensions.slice(0, used < 0 ? dimensions.length : used)
        : [view.getInt32(layout.points, little)],
    type: view.getInt16(layout.type, little),
    dataStart: layout.dataStart,
  }
}

function layoutOf(head: Uint8Array): { version: number; little: boolean; layout: Layout } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  for (const little of [true, false]) {
    const version = head.length >= 2 ? view.getInt16(0, little) : 0
    const layout = layouts[version]
    if (!layout || head.length < layout.checked) continue
    let sum = 0
    for (let at = 0; at < layout.checked; at += 2) sum += view.getInt16(at, little)
    if ((sum & 0xffff) === 0) return { version, little, layout }
  }
  return null
}
