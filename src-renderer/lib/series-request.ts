import type { OverTimeRequest } from './over-time-form.svelte.ts'
import type { SeriesInView } from './series-in-view.ts'
import type { Conditioning, ModelEntry, PriorFile, Recording, Series, Window } from './types.ts'

/** What a series is asked for with: what the form says, and what stands elsewhere. */
export type SeriesRequest = OverTimeRequest & {
  prior?: PriorFile
  seed?: number
  stimulus?: Window | null
}

/** Asks for a series again, from what it says; null where its recording is not known. */
export function repeatRequest(of: Series): SeriesRequest | null {
  const { recording, model, plan, seed, appliedPrior: prior } = of
  if (!recording.id) return null
  const { from, to, length, step, rescaling, lengthFree } = plan
  return {
    recordingId: recording.id,
    sweep: recording.sweepIndex,
    modelId: model.id,
    conditioning: recording.conditioning,
    rescaling,
    from,
    to,
    ...(lengthFree && { windowLength: length }),
    step,
    seed,
    ...(prior && { prior }),
  }
}

/** Of what a series is asked for. */
export interface AskedSubject {
  recordingId: string
  sweep: number
  modelId: string
  conditioning?: Conditioning | undefined
}

/** What is said of the recording and the model before the series itself says it. */
export function subjectOf(
  request: AskedSubject,
  recording: Recording,
  model: ModelEntry,
): Pick<SeriesInView, 'recording' | 'model'> {
  return {
    recording: {
      id: recording.id,
      name: recording.name,
      sweep: recording.sweeps[request.sweep].name,
      sweepIndex: request.sweep,
      voltageUnit: recording.reading.voltageUnit,
      conditioning: request.conditioning ?? [],
    },
    model: { id: model.id, name: model.name, checksum: model.checksum },
  }
}
