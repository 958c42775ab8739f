import { NagumoError } from '../contract/errors.ts'
import type { ReadingChoice } from '../contract/recordings.ts'
import { isAbf, readAbf } from './abf/read-abf.ts'
import { finishReading } from './finish-reading.ts'
import { isHdf5, readHdf5 } from './hdf5/read-hdf5.ts'
import { readIgorWave } from './igor/read-igor-wave.ts'
import { isIgorWave } from './igor/wave-header.ts'
import { isMatlab5, readMatlab5 } from './matlab/level-5/read-level-5.ts'
import { openFile } from './open-file.ts'
import type { RecordingData } from './recording-data.ts'
import { readSheets, sheetFormat } from './sheet/read-sheets.ts'
import { readText } from './text/read-text.ts'

const headBytes = 512

/**
 * Reads a file as a recording; its first bytes determine the format.
 * @param path path of the file
 * @param name the file's name as dropped, for messages
 * @param choice what the user decided; the rest is inferred from the file
 * @throws NagumoError for every problem with a file; CANCELLED when `signal` is aborted
 */
export async function readRecording(
  path: string,
  name: string,
  signal?: AbortSignal,
  choice: ReadingChoice = {},
): Promise<RecordingData> {
  try {
    return finishReading(await readFormat(path, name, signal, choice), choice, name)
  } catch (error) {
    throw readingFailed(error, name)
  }
}

async function readFormat(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
  choice: ReadingChoice,
): Promise<RecordingData> {
  const { handle, bytes } = await openFile(path, name)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const head = buffer.subarray(0, bytesRead)
    if (isAbf(head)) return await readAbf(handle, name, bytes, signal, choice)
    if (isIgorWave(head)) return await readIgorWave(handle, name, bytes, signal)
    if (isMatlab5(head)) return await readMatlab5(handle, name, bytes, signal, choice)
    const sheet = await sheetFormat(head, handle, name)
    if (sheet) return await readSheets(sheet, handle, { name, bytes, choice }, signal)
    if (isHdf5(head)) return await readHdf5({ path, name, bytes, choice }, signal)
  } finally {
    await handle.close()
  }
  return readText(path, name, signal, choice)
}

/** A disk failure or an unplugged drive. */
function readingFailed(error: unknown, name: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  if (error instanceof NagumoError || code === undefined) return error
  return new NagumoError(
    'FILE_UNREADABLE',
    `${name} could be opened but not read completely (${code}). Check the drive, copy the file elsewhere and try again.`,
  )
}
