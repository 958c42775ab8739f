import type { BatchFile } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { Recording, Window } from '../../contract/recordings.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import type { Library } from '../../library/index.ts'
import type { TraceSource } from '../trace-job.ts'
import type { BatchRecordings } from './plan-batch.ts'

/** Sweeps of the library, as inputs of estimates. */
export interface LibraryTraces {
  source(recordingId: string, sweep: number): Promise<TraceSource>
  /** Stimulus of a sweep; null where unknown. */
  stimulusTime(recordingId: string, sweep: number): Promise<Window | null>
}

/**
 * Metadata of a library's recordings for a batch, without reading samples. The path of a recording is its name,
 * prefixed by its id where others have the same name. A missing or unreadable recording is marked as unreadable.
 * @param sweeps names of the requested ones, or null for all
 */
export async function filesOfLibrary(
  { recordings }: Pick<Library, 'recordings'>,
  ids: readonly string[],
  sweeps: readonly string[] | null,
): Promise<BatchFile[]> {
  const found: { id: string; recording: Recording | null; sha256: string | null }[] = []
  for (const id of new Set(ids)) {
    const recording = await recordings.get(id).catch(() => null)
    const original = recording && (await recordings.original(id).catch(() => null))
    found.push({ id, recording, sha256: original?.sha256 ?? null })
  }
  const count = new Map<string, number>()
  for (const { recording } of found)
    if (recording) count.set(recording.name, (count.get(recording.name) ?? 0) + 1)
  return found.map(({ id, recording, sha256 }) => {
    if (!recording) return { path: id, sha256, sweeps: null, recordingId: id }
    const { name } = recording
    return {
      path: count.get(name) === 1 ? name : `${id}/${name}`,
      sha256,
      sweeps: recording.sweeps
        .map((sweep, index) => ({ name: sweep.name, index }))
        .filter((sweep) => sweeps === null || sweeps.includes(sweep.name)),
      recordingId: id,
      readAs: readAs(recording),
    }
  })
}

/**
 * The recordings of a batch, in the library.
 * @param files as returned by `filesOfLibrary`
 */
export function libraryRecordings(
  { recordings }: Pick<Library, 'recordings'>,
  traces: LibraryTraces,
  files: readonly BatchFile[],
): BatchRecordings & Required<Pick<BatchRecordings, 'readSweep'>> {
  const byPath = new Map(files.map((file) => [file.path, file]))

  const readSweep = async (path: string, sweepIndex: number): Promise<TraceSource> => {
    const file = byPath.get(path)
    const id = file?.recordingId ?? path
    const recording = await recordings.get(id)
    if (readAs(recording) !== file?.readAs) throw readOtherwise(path)
    const source = await traces.source(id, sweepIndex)
    return { ...source, stimulus: await traces.stimulusTime(id, sweepIndex) }
  }
  return {
    paths: [...byPath.keys()],
    async sha256(path) {
      const hash = byPath.get(path)?.sha256
      if (hash) return hash
      throw readOtherwise(path)
    },
    async read(path) {
      const found: TraceSource[] = []
      for (const { index } of byPath.get(path)?.sweeps ?? [{ index: 0 }])
        found.push(await readSweep(path, index))
      return found
    },
    readSweep,
  }
}

/** A checksum of all metadata that determine what a recording's samples mean. */
function readAs({ points, samplingInterval, start, sweeps, stimuli, reading }: Recording): string {
  const { voltageUnit, timeUnit, choice } = reading
  const all = [points, samplingInterval, start, sweeps, stimuli, voltageUnit, timeUnit, choice ?? null]
  return sha256Of(Buffer.from(JSON.stringify(all))).slice(0, 16)
}

function readOtherwise(path: string): NagumoError {
  return new NagumoError(
    'FILE_UNREADABLE',
    `${path} was read differently after the batch was started: with other units, columns or another rate. Start a new batch for it.`,
  )
}
