import { randomBytes } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { type Original, Recording } from '../contract/recordings.ts'
import { sha256OfFile } from '../integrity/sha256.ts'
import { currentSha256, knownSha256 } from '../integrity/unchanged-file.ts'
import { change } from './changes.ts'
import { loadJson, syncPath, writeDurably } from './files.ts'
import { keepOriginal, originalPath } from './originals.ts'
import { RecordingFile, recordingText } from './recording-file.ts'
import { createRecordingFolders } from './recording-folders.ts'
import { removeOriginal, restoreOriginal } from './remove-original.ts'
import { checkSize, type HashOf, readSamples, samplesDamage } from './samples.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

export interface RecordingShelf {
  /** Newest first. @param how contents: verifies all samples too, which is slower */
  list(how?: { contents: boolean }): Promise<Listing<Recording>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Recording>
  /** The recording that was imported from the file with this SHA-256, or null. */
  findBySource(sha256: string): Promise<Recording | null>
  /**
   * Stores a recording under its id; `samplesFile` and `original`, the imported file, are moved into the library.
   * @param inFolder the user's folder to put it in; none where omitted
   */
  keep(
    recording: Recording,
    sha256: string,
    samplesFile: string,
    original?: string,
    inFolder?: string,
  ): Promise<void>
  /** Path of the stored original, if there is one. */
  original(id: string): Promise<Original>
  /** Moves the original to the trash; all its recordings share it. */
  removeOriginal(id: string): Promise<void>
  /** Restores it. @throws NagumoError NOT_FOUND where it is no longer in the trash */
  restoreOriginal(id: string): Promise<void>
  /**
   * Path of the original, verified by its SHA-256.
   * @throws NagumoError NOT_FOUND where it was not stored, LIBRARY_DAMAGED where the checksum differs
   */
  source(id: string): Promise<string>
  /** Replaces samples and metadata after parsing again; `samplesFile` is moved into the library. */
  replace(recording: Recording, samplesFile: string): Promise<void>
  /** Changes a recording's metadata; changes are serialized, those of other processes too. */
  update(id: string, change: (recording: Recording) => Recording): Promise<Recording>
  /** Samples of one sweep, in the recording's voltage unit. */
  samples(id: string, sweep: number): Promise<Float64Array>
  /** Samples of one stimulus, in its own unit. */
  stimulusSamples(id: string, stimulus: number): Promise<Float64Array>
  /** Samples of one recovery variable. */
  recoverySamples(id: string, index: number): Promise<Float64Array>
  /** Of unevenly sampled recordings: the time of each sample after the first, in sampling intervals. */
  places(id: string): Promise<Float64Array>
  remove(id: string): Promise<void>
  /** Restores a removed recording. */
  restore(id: string): Promise<Recording>
}

export function createRecordingShelf(root: string): RecordingShelf {
  const shelf = createShelf(root, 'recordings', 'recording')
  const folders = createRecordingFolders(root)

  const read = async (id: string): Promise<RecordingFile> => {
    const folder = await shelf.folderOf(id)
    const loaded = await loadJson(join(folder, 'recording.json'), RecordingFile, 1)
    if (loaded.value === null) throw shelf.damagedError(id, loaded.damage)
    if (loaded.value.recording.id !== id) {
      throw shelf.damagedError(id, `recording.json is of “${loaded.value.recording.id}”`)
    }
    return loaded.value
  }

  /** Works on the current recording; once more where its samples were replaced meanwhile. */
  const useWhole = async <T>(
    id: string,
    work: (stored: RecordingFile, samplesFile: string) => Promise<T>,
  ): Promise<T> => {
    const folder = await shelf.folderOf(id)
    for (let stored = await read(id); ; ) {
      try {
        return await work(stored, join(folder, stored.samples))
      } catch (error) {
        const now = await read(id)
        if (now.samples === stored.samples) throw error
        stored = now
      }
    }
  }

  /** Contents are verified on request only; the results are cached. */
  const readListed = (id: string, hash: HashOf = knownSha256): Promise<RecordingFile> =>
    useWhole(id, async (stored, samplesFile) => {
      const damage = await samplesDamage(stored, samplesFile, hash)
      if (damage) throw shelf.damagedError(id, damage)
      return stored
    })

  const list = async (hash: HashOf = knownSha256): Promise<Listing<RecordingFile>> => {
    const listing = await listShelf(shelf.kind, await shelf.ids(), (id) => readListed(id, hash))
    listing.entries.sort((a, b) => newestFirst(a.recording, b.recording))
    return listing
  }

  /**
   * Replaces recording.json atomically.
   * @param before runs after the write and before the rename
   */
  const writeFile = (file: RecordingFile, folder: string, before = async () => {}): Promise<void> =>
    inTemporaryFolder(root, async (temporary) => {
      const next = join(temporary, 'recording.json')
      await writeDurably(next, recordingText(file))
      await before()
      await rename(next, join(folder, 'recording.json'))
      await syncPath(folder)
    })

  const update = async (id: string, by: (recording: Recording) => Recording): Promise<Recording> => {
    const folder = await shelf.folderOf(id)
    const file = await read(id)
    const recording = Recording.parse(by(file.recording))
    await writeFile({ ...file, recording }, folder)
    return recording
  }

  /** One column of samples. @param of which columns, and how many precede them in the file */
  const column = (
    id: string,
    index: number,
    of: (recording: Recording) => { kind: string; names: string; count: number; before: number },
  ): Promise<Float64Array> =>
    useWhole(id, async (stored, samplesFile) => {
      const { recording } = stored
      const { kind, names, count, before } = of(recording)
      if (index >= count) {
        throw new NagumoError(
          'NOT_FOUND',
          `“${recording.name}” has ${count} ${names}; ${kind} ${index + 1} was requested. Choose one that exists.`,
        )
      }
      const damage = await samplesDamage(stored, samplesFile)
      if (damage) throw shelf.damagedError(id, damage)
      return readSamples(samplesFile, (before + index) * recording.points, recording.points)
    })

  return {
    async list({ contents } = { contents: false }) {
      const { entries, damaged } = await list(contents ? currentSha256 : knownSha256)
      return { entries: entries.map((file) => file.recording), damaged }
    },
    get: async (id) => (await read(id)).recording,
    async findBySource(sha256) {
      return (await list()).entries.find((file) => file.sha256 === sha256)?.recording ?? null
    },
    async keep(recording, sha256, samplesFile, original, inFolder) {
      await checkSize(recording, samplesFile)
      for (const file of [samplesFile, ...(original === undefined ? [] : [original])]) await syncPath(file)
      const samplesSha256 = await sha256OfFile(samplesFile)
      await shelf.place(recording.id, async (folder) => {
        // What needs disk space comes first: if it fails nothing has been moved yet, and it can be retried.
        await writeDurably(
          join(folder, 'recording.json'),
          recordingText({
            format: 'nagumo-recording',
            version: 1,
            sha256,
            samples: 'samples.bin',
            samplesSha256,
            recording: Recording.parse(recording),
          }),
        )
        if (inFolder) await folders.begin(folder, inFolder)
        await rename(samplesFile, join(folder, 'samples.bin'))
        if (original !== undefined) await keepOriginal(root, sha256, original)
      })
    },
    async original(id) {
      const folder = await shelf.folderOf(id)
      const { sha256, recording } = await read(id)
      return originalOf(root, folder, { sha256, recording })
    },
    removeOriginal: async (id) => removeOriginal(root, (await read(id)).sha256),
    restoreOriginal: async (id) => restoreOriginal(root, (await read(id)).sha256),
    async source(id) {
      const folder = await shelf.folderOf(id)
      const { sha256, recording } = await read(id)
      const { path } = await originalOf(root, folder, { sha256, recording })
      if (path === null) {
        throw new NagumoError(
          'NOT_FOUND',
          `The file “${recording.name}” is not in the library, so it can’t be read again: an earlier version of Nagumo did not store it, or its copy was removed. Open the file again.`,
        )
      }
      // A damaged file may still parse and would then overwrite the earlier result.
      if ((await sha256OfFile(path)) === sha256) return path
      throw new NagumoError(
        'LIBRARY_DAMAGED',
        `The copy of “${recording.name}” in the library (${path}) has changed since it was imported (its SHA-256 differs), so it was not read again. The imported data are unchanged. Open the original file again.`,
      )
    },
    replace: (recording, samplesFile) =>
      change(
        root,
        async () => {
          await checkSize(recording, samplesFile)
          const folder = await shelf.folderOf(recording.id)
          const before = await read(recording.id)
          const samples = `samples-${randomBytes(4).toString('hex')}.bin`
          await syncPath(samplesFile)
          const samplesSha256 = await sha256OfFile(samplesFile)
          await writeFile(
            { ...before, samples, samplesSha256, recording: Recording.parse(recording) },
            folder,
            () => rename(samplesFile, join(folder, samples)),
          )
          await rm(join(folder, before.samples), { force: true })
        },
        'recordings',
      ),
    update: (id, by) => change(root, () => update(id, by), 'recordings'),
    samples: (id, sweep) =>
      column(id, sweep, ({ sweeps }) => ({
        kind: 'sweep',
        names: 'sweeps',
        count: sweeps.length,
        before: 0,
      })),
    stimulusSamples: (id, stimulus) =>
      column(id, stimulus, ({ sweeps, stimuli }) => ({
        kind: 'stimulus',
        names: 'stimuli',
        count: stimuli.length,
        before: sweeps.length,
      })),
    recoverySamples: (id, index) =>
      column(id, index, ({ sweeps, stimuli, recovery = [] }) => ({
        kind: 'recovery variable',
        names: 'recovery variables',
        count: recovery.length,
        before: sweeps.length + stimuli.length,
      })),
    places: (id) =>
      column(id, 0, ({ sweeps, stimuli, recovery = [], uneven }) => ({
        kind: 'time column',
        names: 'time columns',
        count: uneven ? 1 : 0,
        before: sweeps.length + stimuli.length + recovery.length,
      })),
    remove: (id) => shelf.remove(id),
    async restore(id) {
      await shelf.restore(id)
      return (await read(id)).recording
    },
  }
}

/** Earlier versions stored the text alone, beside the samples. */
async function originalOf(
  root: string,
  folder: string,
  { sha256, recording }: Pick<RecordingFile, 'sha256' | 'recording'>,
): Promise<Original> {
  for (const path of [originalPath(root, sha256), join(folder, 'source')]) {
    if (await stat(path).catch(() => null)) return { path, sha256, bytes: recording.bytes }
  }
  return { path: null, sha256, bytes: recording.bytes }
}

function newestFirst(a: Recording, b: Recording): number {
  return b.importedAt.localeCompare(a.importedAt) || a.name.localeCompare(b.name)
}
