import { z } from 'zod'
import { Recording } from '../contract/recordings.ts'
import { sealed } from '../integrity/seal.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A recording on disk: recording.json and samples.bin, which holds all sweeps, then all stimuli, then recovery
 * variables, one after the other, as little-endian float64 in the recording's own units, and then, of samples that are not evenly spaced, the
 * time of each after the first in sampling intervals. The file itself is among the originals, by its
 * SHA-256, because what is understood of it may have to be corrected, or a better reader comes, and it is read again.
 */
export const RecordingFile = z.object({
  format: z.literal('nagumo-recording'),
  version: z.literal(1),
  /** Of the file that was imported, hexadecimal. */
  sha256: Sha256,
  /** Name of the file with the samples; another one once they were read again, so that both change at once. */
  samples: z
    .string()
    .regex(/^samples(-[0-9a-f]+)?\.bin$/)
    .default('samples.bin'),
  /** Of the samples, hexadecimal; earlier programs wrote none. */
  samplesSha256: Sha256.optional(),
  recording: Recording,
})
export type RecordingFile = z.infer<typeof RecordingFile>

/** recording.json, as it is written. */
export function recordingText(file: RecordingFile): string {
  return sealed(JSON.stringify(file, null, 1))
}
