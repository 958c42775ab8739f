import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** The archive is not what it says. Its message is a clause. */
export class ZipError extends Error {}

/** A file in an archive. */
export interface ZipEntry {
  name: string
  /** 0: stored; 8: deflated. */
  method: number
  encrypted: boolean
  packed: number
  /** Where its own header begins. */
  at: number
}

const endBytes = 22
const longestComment = 65_535
const mostEntries = 10_000
const mostDirectory = 16 * 2 ** 20
const blockBytes = 256 * 1024
const marks = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 }
/** Fields that are full refer to the tables of larger archives. */
const full = { long: 0xffffffff, short: 0xffff }

/** The files in an archive, by its directory at the end. @throws ZipError where there is none, or a damaged one */
export async function entriesOf(handle: FileHandle, bytes: number): Promise<Map<string, ZipEntry>> {
  const tailBytes = Math.min(bytes, endBytes + longestComment)
  const tail = await bytesAt(handle, bytes - tailBytes, tailBytes)
  let end = tail.length - endBytes
  while (end >= 0 && tail.readUInt32LE(end) !== marks.end) end--
  if (end < 0) throw new ZipError('its directory is missing')
  const [count, size, from] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ]
  if (count === full.short || from === full.long || size === full.long)
    throw new ZipError('it is an archive of more than 4 GB')
  if (count > mostEntries || size > mostDirectory || from + size > bytes)
    throw new ZipError('its directory is damaged')
  const directory = await bytesAt(handle, from, size)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0, k = 0; k < count; k++) {
    if (at + 46 > size || directory.readUInt32LE(at) !== marks.entry)
      throw new ZipError('its directory is damaged')
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field))
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes)
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) !== 0,
      packed: directory.readUInt32LE(at + 20),
      at: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + extra + comment
  }
  return entries
}

/**
 * The text of a file in an archive, piece by piece, so that never all of it is unpacked at once.
 * @param spend told of the bytes of each piece; throws where they become too many
 * @throws ZipError where it cannot be unpacked
 */
export async function* textOf(
  handle: FileHandle,
  { name, method, encrypted, packed, at }: ZipEntry,
  spend: (bytes: number) => void,
): AsyncGenerator<string> {
  if (encrypted) throw new ZipError(`“${name}” is protected by a password`)
  if (method !== 0 && method !== 8) throw new ZipError(`“${name}” is packed in a way that is not supported`)
  const local = await bytesAt(handle, at, 30)
  if (local.readUInt32LE(0) !== marks.local) throw new ZipError(`“${name}” is not where the directory has it`)
  const from = at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const stored = blocks(handle, from, packed)
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const piece of method === 0 ? stored : inflated(stored)) {
      spend(piece.length)
      const text = decoder.decode(piece, { stream: true })
      if (text !== '') yield text
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith('Z_')) throw new ZipError(`“${name}” cannot be unpacked`)
    throw error
  }
}

/** Piece by piece, no more than the reader asks for. */
function inflated(stored: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  // What goes wrong is thrown where the pieces are read.
  return pipeline(Readable.from(stored), createInflateRaw({ chunkSize: blockBytes }), () => {})
}

async function* blocks(handle: FileHandle, from: number, count: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < count; done += blockBytes)
    yield await bytesAt(handle, from + done, Math.min(blockBytes, count - done))
}

async function bytesAt(handle: FileHandle, at: number, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(count)
  const { bytesRead } = await handle.read(buffer, 0, count, at)
  if (bytesRead < count) throw new ZipError('it ends too early')
  return buffer
}
