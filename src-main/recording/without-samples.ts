import type { Recording } from '../contract/recordings.ts'
import { rangeOf } from '../signal/range.ts'
import type { RecordingData } from './recording-data.ts'

/** The metadata of a recording, with its samples reduced to their range. */
export function withoutSamples({
  sweeps,
  stimuli,
  recoveries,
  places,
  ...rest
}: RecordingData): Omit<Recording, 'id' | 'name' | 'importedAt' | 'bytes'> {
  return {
    ...rest,
    ...(places && { uneven: true }),
    sweeps: sweeps.map(({ samples, ...sweep }) => ({ ...sweep, ...rangeOf(samples) })),
    stimuli: stimuli.map(({ samples, ...stimulus }) => ({ ...stimulus, ...rangeOf(samples) })),
    ...(recoveries && {
      recovery: recoveries.map(({ samples, ...one }) => ({ ...one, ...rangeOf(samples) })),
    }),
  }
}
