import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { zip } from './zip-write.ts'

/** One file in an archive, as listed in its central directory. */
export interface ZipEntry {
  name: string
  method: number
  encrypted: boolean
  crc: number
  packed: number
  size: number
  offset: number
}

/** What is wrong with an archive, worded to follow “…: ”. */
export class ZipProblem extends Error {}

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)
const stored = 0
const deflated = 8
const longestComment = 65_535

/**
 * The entries of an archive, in its order.
 * @param length of the file, bytes
 * @throws ZipProblem
 */
export async function readZipDirectory(file: FileHandle, length: number): Promise<ZipEntry[]> {
  const start = await readAt(file, 0, Math.min(length, 4))
  if (start.length < 4 || start.readUInt32LE(0) !== zip.local) {
    throw new ZipProblem(`it begins with ${shownBytes(start)}, while a model file begins with “PK”`)
  }
  const tailLength = Math.min(length, zip.endBytes + longestComment)
  const tail = await readAt(file, length - tailLength, tailLength)
  let end = tail.length - zip.endBytes
  while (end >= 0 && tail.readUInt32LE(end) !== zip.end) end--
  if (end < 0) throw new ZipProblem('it is truncated: the list of contents at its end is missing')
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const at = tail.readUInt32LE(end + 16)
  if (at + size > length)
    throw new ZipProblem('it is truncated: the list of its contents lies beyond its end')
  return parseDirectory(await readAt(file, at, size), count)
}

function parseDirectory(list: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  for (let k = 0; k < count; k++) {
    if (at + zip.directoryBytes > list.length || list.readUInt32LE(at) !== zip.directory) {
      throw new ZipProblem(`the list of its contents is damaged at entry ${k + 1} of ${count}`)
    }
    const nameLength = list.readUInt16LE(at + 28)
    entries.push({
      name: list.toString('utf8', at + zip.directoryBytes, at + zip.directoryBytes + nameLength),
      encrypted: (list.readUInt16LE(at + 8) & 1) === 1,
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
    })
    at += zip.directoryBytes + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32)
  }
  if (at !== list.length) {
    throw new ZipProblem(`the list of its contents is damaged: it continues after its ${count} entries`)
  }
  return entries
}

/**
 * Content of one entry, verified by its CRC-32. Never reads or inflates more than `entry.size` bytes.
 * @throws ZipProblem
 */
export async function readZipEntry(file: FileHandle, length: number, entry: ZipEntry): Promise<Buffer> {
  const { name, method, packed, size, crc, offset } = entry
  if (entry.encrypted) throw new ZipProblem(`${name} in it is encrypted`)
  if (method !== stored && method !== deflated) {
    throw new ZipProblem(`${name} in it is compressed by method ${method}; 0 or 8 was expected`)
  }
  const header = await readAt(file, offset, zip.localBytes)
  if (header.length < zip.localBytes || header.readUInt32LE(0) !== zip.local) {
    throw new ZipProblem(`${name} is not at the place given in the list of contents`)
  }
  const from = offset + zip.localBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (from + packed > length || (method === stored && packed !== size)) {
    throw new ZipProblem(`${name} in it is truncated`)
  }
  const bytes = await unpack(await readAt(file, from, packed), entry)
  if (bytes.length !== size || crc32(bytes) !== crc) {
    throw new ZipProblem(`${name} in it is damaged: its checksum is wrong`)
  }
  return bytes
}

/** Off the main thread. */
async function unpack(bytes: Buffer, { name, method, size }: ZipEntry): Promise<Buffer> {
  if (method === stored) return bytes
  try {
    return await inflate(bytes, { maxOutputLength: Math.max(size, 1) })
  } catch {
    throw new ZipProblem(`${name} in it is damaged: it can’t be unpacked`)
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return bytes.subarray(0, done)
}

function shownBytes(bytes: Buffer): string {
  if (bytes.length === 0) return 'nothing: it is empty'
  const text = bytes.toString('latin1')
  return /^[\x20-\x7e]+$/.test(text) ? `“${text}”` : `the bytes ${bytes.toString('hex')}`
}
