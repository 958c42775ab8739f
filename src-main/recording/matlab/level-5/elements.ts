/** The file contradicts its header. Its message is a clause. */
export class Mat5Error extends Error {}

/** Bytes of a file with their byte order. */
export interface Bytes {
  view: DataView
  little: boolean
}

/** A data element: type and location of its data. */
export interface Element {
  type: number
  from: number
  bytes: number
  /** Offset of the next element. */
  next: number
}

export const types = { int32: 5, uint32: 6, matrix: 14, compressed: 15 }

/** Reader and byte size of each numeric type. */
const values: Record<
  number,
  { bytes: number; read: (view: DataView, at: number, little: boolean) => number }
> = {
  1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  4: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  5: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  6: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  7: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  9: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  12: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  13: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  16: { bytes: 1, read: (view, at) => view.getUint8(at) },
  17: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  18: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
}
const utf8 = 16

/** @throws Mat5Error where it does not lie within `end` */
export function elementAt({ view, little }: Bytes, at: number, end: number): Element {
  if (at + 8 > end) throw new Mat5Error('it ends within an element')
  const first = view.getUint32(at, little)
  // Up to four bytes of data are stored within the tag.
  const small = first >>> 16
  const type = small ? first & 0xffff : first
  const bytes = small || view.getUint32(at + 4, little)
  const from = at + (small ? 4 : 8)
  if (small > 4 || from + bytes > end) throw new Mat5Error('one of its elements is longer than the file')
  const next = small ? at + 8 : from + Math.ceil(bytes / 8) * 8
  return { type, from, bytes, next: Math.min(next, end) }
}

/** @throws Mat5Error where the count differs from `count` */
export function numbersOf(
  { view, little }: Bytes,
  { type, from, bytes }: Element,
  count?: number,
): Float64Array {
  const value = values[type]
  if (!value) throw new Mat5Error(`values of type ${type} are not known`)
  const found = Math.floor(bytes / value.bytes)
  if (count !== undefined && found !== count)
    throw new Mat5Error(`an array contains ${found} values, not ${count}`)
  const numbers = new Float64Array(found)
  for (let i = 0; i < found; i++) numbers[i] = value.read(view, from + i * value.bytes, little)
  return numbers
}

export function textOf(source: Bytes, element: Element): string {
  const { view } = source
  const { type, from, bytes } = element
  if (type === utf8)
    return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + from, bytes))
  let text = ''
  for (const code of numbersOf(source, element)) text += String.fromCharCode(code)
  return text
}
