import { open, stat } from 'node:fs/promises'
import { NagumoError } from '../contract/errors.ts'
import type { Recording } from '../contract/recordings.ts'
import { currentSha256 } from '../integrity/unchanged-file.ts'
import type { RecordingFile } from './recording-file.ts'

/** @throws Error, a programming error, where the reader wrote another number of bytes than it reported */
export async function checkSize(recording: Recording, samplesFile: string): Promise<void> {
  const { size } = await stat(samplesFile)
  if (size === sampleBytes(recording)) return
  throw new Error(
    `reading “${recording.name}” gave ${size} bytes of samples instead of ${sampleBytes(recording)}`,
  )
}

function sampleBytes({ sweeps, stimuli, recovery = [], points, uneven }: Recording): number {
  return 8 * (sweeps.length + stimuli.length + recovery.length + (uneven ? 1 : 0)) * points
}

/** What is wrong with the number of samples, worded to follow “can’t be read: ”; null where nothing is. */
async function sizeDamage({ recording, samples }: RecordingFile, path: string): Promise<string | null> {
  const size = (await stat(path).catch(() => null))?.size ?? 0
  const expected = sampleBytes(recording)
  return size === expected ? null : `${samples} should have ${expected} bytes and has ${size}`
}

/** SHA-256 of a file, or null where it is not known. */
export type HashOf = (path: string) => Promise<string | null>

/**
 * What is wrong with the samples' checksum.
 * @param hash of the file: computed where unknown, or null where that takes too long
 */
async function contentDamage(
  { samples, samplesSha256 }: RecordingFile,
  path: string,
  hash: HashOf = currentSha256,
): Promise<string | null> {
  if (samplesSha256 === undefined) return null
  const found = await hash(path).catch(() => 'unreadable')
  if (found === null || found === samplesSha256) return null
  if (found === 'unreadable') return `${samples} can’t be opened`
  return `${samples} was changed after it was written (SHA-256 ${found.slice(0, 12)}… instead of ${samplesSha256.slice(0, 12)}…)`
}

export async function readSamples(path: string, from: number, count: number): Promise<Float64Array> {
  const samples = new Float64Array(count)
  const bytes = new Uint8Array(samples.buffer)
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new NagumoError(
      'LIBRARY_DAMAGED',
      `${path} can’t be opened (${error.code}). Import the file again.`,
    )
  })
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, 8 * from + done)
      if (bytesRead === 0)
        throw new NagumoError('LIBRARY_DAMAGED', `${path} is truncated. Import the file again.`)
      done += bytesRead
    }
  } finally {
    await file.close()
  }
  return samples
}

/** What is wrong with the samples, worded to follow “can’t be read: ”; null where nothing is. */
export async function samplesDamage(
  stored: RecordingFile,
  path: string,
  hash?: HashOf,
): Promise<string | null> {
  return (await sizeDamage(stored, path)) ?? (await contentDamage(stored, path, hash))
}
