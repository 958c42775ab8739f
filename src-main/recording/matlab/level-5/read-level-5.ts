import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { NagumoError } from '../../../contract/errors.ts'
import type { ReadingChoice } from '../../../contract/recordings.ts'
import { mostSamples } from '../../limits.ts'
import type { RecordingData } from '../../recording-data.ts'
import { readVariables } from '../read-variables.ts'
import type { MatVariable } from '../variable.ts'
import { elementAt, Mat5Error, types } from './elements.ts'
import { addVariables } from './matrices.ts'

const magic = 'MATLAB 5.0 MAT-file'
const headerBytes = 128
const tagBytes = 8
/** Limits on the decompressed size: a factor, plus an allowance, and an absolute maximum in bytes. */
const mostUnpacked = { times: 64, more: 64 * 2 ** 20, ever: 8 * mostSamples }

const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)

/** Whether the first bytes are those of a MATLAB file of level 5 (MATLAB 5 to 7.2, `save -v7`). */
export function isMatlab5(head: Uint8Array): boolean {
  return Buffer.from(head.buffer, head.byteOffset, magic.length).toString('latin1') === magic
}

/**
 * Reads a MATLAB level 5 file, compressed or not, following MathWorks' description of the format.
 * @throws NagumoError FILE_UNREADABLE, FILE_TOO_LARGE, and those of `readVariables`; CANCELLED when `signal` is aborted
 */
export async function readMatlab5(
  handle: FileHandle,
  name: string,
  bytes: number,
  signal?: AbortSignal,
  choice: ReadingChoice = {},
): Promise<RecordingData> {
  try {
    const variables = await variablesOf(handle, name, bytes, signal)
    return readVariables(variables, { file: name, version: 'MATLAB file of level 5', choice })
  } catch (error) {
    if (!(error instanceof Mat5Error)) throw error
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name} is a MATLAB file that cannot be read: ${error.message}. It is damaged or truncated; copy it again, or in MATLAB load it and save it again.`,
    )
  }
}

async function variablesOf(
  handle: FileHandle,
  name: string,
  bytes: number,
  signal: AbortSignal | undefined,
): Promise<MatVariable[]> {
  const header = await bytesAt(handle, 0, headerBytes)
  const order = header.toString('latin1', 126, 128)
  if (order !== 'IM' && order !== 'MI') throw new Mat5Error('its header does not give the byte order')
  const little = order === 'IM'
  let room = Math.min(mostUnpacked.ever, mostUnpacked.times * bytes + mostUnpacked.more)
  const found: MatVariable[] = []
  for (let at = headerBytes; at < bytes; ) {
    if (signal?.aborted) throw new NagumoError('CANCELLED', `Reading ${name} was cancelled.`)
    if (at + tagBytes > bytes) throw new Mat5Error('it ends within an element')
    const tag = await bytesAt(handle, at, tagBytes)
    const type = little ? tag.readUInt32LE(0) : tag.readUInt32BE(0)
    const size = little ? tag.readUInt32LE(4) : tag.readUInt32BE(4)
    if (at + tagBytes + size > bytes) throw new Mat5Error('it is shorter than its variables')
    if (type === types.compressed || type === types.matrix) {
      const stored = await bytesAt(handle, at, tagBytes + size)
      const whole = type === types.matrix ? stored : await unpacked(stored.subarray(tagBytes), room, name)
      room -= whole.length
      const source = { view: new DataView(whole.buffer, whole.byteOffset, whole.length), little }
      const element = elementAt(source, 0, whole.length)
      if (element.type === types.matrix) addVariables(source, element, null, found)
    }
    at += tagBytes + size
  }
  return found
}

async function unpacked(packed: Buffer, room: number, name: string): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: Math.max(1, room) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw new Mat5Error('one of its variables cannot be decompressed')
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${name} decompresses to more than is read from a file of its size. In MATLAB, save only the trace and its times, with -v7.3.`,
    )
  }
}

async function bytesAt(handle: FileHandle, at: number, count: number): Promise<Buffer> {
  const buffer = Buffer.alloc(count)
  const { bytesRead } = await handle.read(buffer, 0, count, at)
  if (bytesRead < count) throw new Mat5Error('it is truncated')
  return buffer
}
