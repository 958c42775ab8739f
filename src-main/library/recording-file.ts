import { z } from 'zod'
import { Recording } from '../contract/recordings.ts'
import { sealed } from '../integrity/seal.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A recording on disk: recording.json and samples.bin. The latter holds all sweeps, then all stimuli, then the recovery
 * variables, as little-endian float64 in the recording's own units; for unevenly sampled recordings, then the time of
 * each sample after the first in sampling intervals. The imported file is stored in originals/ by its SHA-256, so that
 * it can be parsed again with corrected settings or a better parser.
 */
export const RecordingFile = z.object({
  format: z.literal('nagumo-recording'),
  version: z.literal(1),
  /** Of the imported file, hexadecimal. */
  sha256: Sha256,
  /** Name of the samples file; a new name after parsing again, so that samples and metadata change together. */
  samples: z
    .string()
    .regex(/^samples(-[0-9a-f]+)?\.bin$/)
    .default('samples.bin'),
  /** Of the samples, hexadecimal; earlier versions wrote none. */
  samplesSha256: Sha256.optional(),
  recording: Recording,
})
export type RecordingFile = z.infer<typeof RecordingFile>

/** Serializes recording.json. */
export function recordingText(file: RecordingFile): string {
  return sealed(JSON.stringify(file, null, 1))
}
