import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ReadingChoice, Recording } from '../contract/recordings.ts'
import { currentSha256 } from '../integrity/unchanged-file.ts'
import { type RecordingData, readRecording, withoutSamples, withUnits } from '../recording/index.ts'

/** A parsed file: its samples, and the recording as the library would store it. */
export interface ReadFile {
  data: RecordingData
  recording: Recording
  /** Of the file, hexadecimal. */
  sha256: string
}

/**
 * Reads a file directly, without the library.
 * @param choice made on the command line; the rest is taken from the file
 * @throws NagumoError of the file; CANCELLED when `signal` is aborted
 */
export async function readFile(path: string, choice: ReadingChoice, signal: AbortSignal): Promise<ReadFile> {
  const data = await readRecording(path, basename(path), signal, choice)
  const { timeUnit, voltageUnit } = choice
  const recording = withUnits(await recordingOf(path, data), { timeUnit, voltageUnit })
  return { data, recording, sha256: await currentSha256(path) }
}

async function recordingOf(path: string, data: RecordingData): Promise<Recording> {
  return {
    ...withoutSamples(data),
    id: 'file',
    name: basename(path),
    importedAt: new Date().toISOString(),
    bytes: (await stat(path)).size,
  }
}
