import type { OverTimeRequest } from './over-time-form.svelte.ts'
import type { SeriesInView } from './series-in-view.ts'
import type { Conditioning, ModelEntry, PriorFile, Recording, Series, Window } from './types.ts'

/** Options of a series request: from the form, and from elsewhere. */
export type SeriesRequest = OverTimeRequest & {
  prior?: PriorFile
  seed?: number
  stimulus?: Window | null
}

/** Repeats the request of a series; null where its recording is unknown. */
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

/** Subject of a series request. */
export interface AskedSubject {
  recordingId: string
  sweep: number
  modelId: string
  conditioning?: Conditioning | undefined
}

/** Recording and model before the series itself reports them. */
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
