import { isRateOpen } from '../contract/doubt-words.ts'
import type { Recording, Window } from '../contract/recordings.ts'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import type { Library } from '../library/index.ts'
import type { FamilySource } from '../recording/family/family-source.ts'
import { sampleTimes, stimulusInterval } from '../recording/index.ts'

/** Sweeps and stimuli of the library, with a cache of recent ones: windows request the same one repeatedly. */
export interface TraceReader {
  source(recordingId: string, sweep: number): Promise<TraceSource>
  /** Samples of a stimulus, in its own unit. */
  stimulus(recordingId: string, stimulus: number): Promise<Float64Array>
  /** Sampling times of the recording. */
  clock(recordingId: string): Promise<Pick<TraceSource, 'samplingInterval' | 'start' | 'times'>>
  /** Stimulus of a sweep, ms on the recording's clock; null where none is recorded or it has several parts. */
  stimulusTime(recordingId: string, sweep: number): Promise<Window | null>
  /** All sweeps and stimuli, as input of a family. */
  family(recordingId: string): Promise<FamilySource>
  /** Drops a removed recording from the cache. */
  forget(recordingId: string): void
}

/** @param limit of all cached samples, bytes; the sweep used last is cached even where it is larger */
export function createTraceReader(library: Library, limit = 64 * 1024 * 1024): TraceReader {
  // Least recently used first. Samples of a recording change only where its file is read again; it is then forgotten.
  const kept = new Map<string, Float64Array>()
  // A window requests several results of a recording at once: it is read once, and they are answered in their order.
  const reading = new Map<string, Promise<Float64Array>>()

  const keeping = async (key: string, read: () => Promise<Float64Array>): Promise<Float64Array> => {
    const before = kept.get(key)
    if (before) return keep(key, before)
    const underWay = reading.get(key)
    if (underWay) return underWay
    const samples = read()
    reading.set(key, samples)
    try {
      const found = await samples
      // Forgotten meanwhile, these may be the samples of an earlier reading of the file.
      return reading.get(key) === samples ? keep(key, found) : found
    } finally {
      if (reading.get(key) === samples) reading.delete(key)
    }
  }

  const keep = (key: string, samples: Float64Array): Float64Array => {
    kept.delete(key)
    kept.set(key, samples)
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.byteLength, 0)
    for (const [oldest, one] of kept) {
      if (bytes <= limit || oldest === key) break
      kept.delete(oldest)
      bytes -= one.byteLength
    }
    return samples
  }

  const stimulus = (id: string, index: number): Promise<Float64Array> =>
    keeping(`${id} stimulus ${index}`, () => library.recordings.stimulusSamples(id, index))

  const clock = async ({ id, samplingInterval, start, uneven }: Recording) => {
    const places = uneven && (await keeping(`${id} places`, () => library.recordings.places(id)))
    return {
      samplingInterval,
      start,
      ...(places && { times: sampleTimes(places, { samplingInterval, start }) }),
    }
  }

  /** SHA-256 of the imported file; optional. */
  const sha256Of = (id: string): Promise<string | undefined> =>
    library.recordings.original(id).then(
      ({ sha256 }) => sha256,
      () => undefined,
    )

  return {
    async source(id, sweep) {
      const recording = await library.recordings.get(id)
      const samples = await keeping(`${id} ${sweep}`, () => library.recordings.samples(id, sweep))
      const beside = recording.recovery?.findIndex((one) => one.sweep === sweep) ?? -1
      const recovery =
        beside >= 0 &&
        (await keeping(`${id} recovery ${beside}`, () => library.recordings.recoverySamples(id, beside)))
      return {
        recordingId: id,
        recordingName: recording.name,
        choice: recording.reading.choice,
        sweep: recording.sweeps[sweep].name,
        sweepIndex: sweep,
        samples,
        ...(recovery && { recovery }),
        ...(await clock(recording)),
        voltageUnit: recording.reading.voltageUnit,
        doubts: recording.reading.doubts,
        rateAssumed: recording.reading.doubts.some(isRateOpen),
        sha256: await sha256Of(id),
      }
    },
    stimulus,
    clock: async (id) => clock(await library.recordings.get(id)),
    async stimulusTime(id, sweep) {
      const recording = await library.recordings.get(id)
      const index = recording.stimuli.findIndex((one) => one.sweep === null || one.sweep === sweep)
      return index < 0 ? null : stimulusInterval(await stimulus(id, index), await clock(recording))
    },
    async family(id) {
      const recording = await library.recordings.get(id)
      const { name, points, samplingInterval, start, uneven = false, reading } = recording
      return {
        name,
        points,
        samplingInterval,
        start,
        uneven,
        voltageUnit: reading.voltageUnit,
        doubts: reading.doubts,
        choice: reading.choice,
        sha256: await sha256Of(id),
        sweeps: recording.sweeps.map((sweep, index) => ({
          name: sweep.name,
          samples: () => keeping(`${id} ${index}`, () => library.recordings.samples(id, index)),
        })),
        stimuli: recording.stimuli.map((one, index) => ({
          name: one.name,
          unit: one.unit,
          sweep: one.sweep,
          samples: () => stimulus(id, index),
        })),
      }
    },
    forget(id) {
      for (const cache of [kept, reading])
        for (const key of cache.keys()) if (key.startsWith(`${id} `)) cache.delete(key)
    },
  }
}
