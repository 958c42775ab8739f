import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { type Original, Recording } from '../contract/recordings.ts'
import { sealed } from '../integrity/seal.ts'
import { sha256OfFile } from '../integrity/sha256.ts'
import { currentSha256, knownSha256 } from '../integrity/unchanged-file.ts'
import { change } from './changes.ts'
import { loadJson, syncPath, writeDurably } from './files.ts'
import { keepOriginal, originalPath } from './originals.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A recording on disk: recording.json and samples.bin, which holds all sweeps and then all stimuli, one
 * after the other, as little-endian float64 in the recording's own units. The file itself is among the originals, by its
 * SHA-256, because what is understood of it may have to be corrected, or a better reader comes, and it is read again.
 */
const RecordingFile = z.object({
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
type RecordingFile = z.infer<typeof RecordingFile>

export interface RecordingShelf {
  /** Newest first. @param how contents: looks into all samples, too, which takes its time */
  list(how?: { contents: boolean }): Promise<Listing<Recording>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<Recording>
  /** The recording that was imported from the file with this SHA-256, or null. */
  findBySource(sha256: string): Promise<Recording | null>
  /** Keeps a recording under its id; `samplesFile` is moved into the library, and so is `original`, the file itself. */
  keep(recording: Recording, sha256: string, samplesFile: string, original?: string): Promise<void>
  /** Where the file that it was imported from is kept, if it is. */
  original(id: string): Promise<Original>
  /**
   * Path of the file that it was imported from, which is whole.
   * @throws NagumoError NOT_FOUND where it was not kept, LIBRARY_DAMAGED where it is not what was imported any more
   */
  source(id: string): Promise<string>
  /** Puts what was read anew in the place of what was read before; `samplesFile` is moved into the library. */
  replace(recording: Recording, samplesFile: string): Promise<void>
  /** Changes what is known of a recording; changes follow each other, those of other programs too. */
  update(id: string, change: (recording: Recording) => Recording): Promise<Recording>
  /** Samples of one sweep, in the recording's voltage unit. */
  samples(id: string, sweep: number): Promise<Float64Array>
  /** Samples of one stimulus, in its own unit. */
  stimulusSamples(id: string, stimulus: number): Promise<Float64Array>
  remove(id: string): Promise<void>
  /** Takes a removal back. */
  restore(id: string): Promise<Recording>
}

export function createRecordingShelf(root: string): RecordingShelf {
  const shelf = createShelf(root, 'recordings', 'recording')

  const read = async (id: string): Promise<RecordingFile> => {
    const folder = await shelf.folderOf(id)
    const loaded = await loadJson(join(folder, 'recording.json'), RecordingFile, 1)
    if (loaded.value === null) throw shelf.damagedError(id, loaded.damage)
    if (loaded.value.recording.id !== id) {
      throw shelf.damagedError(id, `recording.json is of “${loaded.value.recording.id}”`)
    }
    return loaded.value
  }

  /** Contents are looked into where somebody asks for them; what was found then is remembered. */
  const readListed = async (id: string, hash: HashOf = knownSha256): Promise<RecordingFile> => {
    const stored = await read(id)
    const path = join(await shelf.folderOf(id), stored.samples)
    const damage = (await sizeDamage(stored, path)) ?? (await contentDamage(stored, path, hash))
    if (damage) throw shelf.damagedError(id, damage)
    return stored
  }

  const list = async (hash: HashOf = knownSha256): Promise<Listing<RecordingFile>> => {
    const listing = await listShelf(shelf.kind, await shelf.ids(), (id) => readListed(id, hash))
    listing.entries.sort((a, b) => newestFirst(a.recording, b.recording))
    return listing
  }

  /**
   * Puts recording.json in place whole.
   * @param before what is to be done when it is written, but not yet in place
   */
  const writeFile = (file: RecordingFile, folder: string, before = async () => {}): Promise<void> =>
    inTemporaryFolder(root, async (temporary) => {
      const next = join(temporary, 'recording.json')
      await writeDurably(next, textOf(file))
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

  const column = async (stored: RecordingFile, index: number): Promise<Float64Array> => {
    const { recording, samples } = stored
    const file = join(await shelf.folderOf(recording.id), samples)
    const damage = (await sizeDamage(stored, file)) ?? (await contentDamage(stored, file))
    if (damage) throw shelf.damagedError(recording.id, damage)
    return readSamples(file, index * recording.points, recording.points)
  }

  return {
    async list({ contents } = { contents: false }) {
      const { entries, damaged } = await list(contents ? currentSha256 : knownSha256)
      return { entries: entries.map((file) => file.recording), damaged }
    },
    get: async (id) => (await read(id)).recording,
    async findBySource(sha256) {
      return (await list()).entries.find((file) => file.sha256 === sha256)?.recording ?? null
    },
    async keep(recording, sha256, samplesFile, original) {
      await checkSize(recording, samplesFile)
      for (const file of [samplesFile, ...(original === undefined ? [] : [original])]) await syncPath(file)
      const samplesSha256 = await sha256OfFile(samplesFile)
      await shelf.place(recording.id, async (folder) => {
        // What needs room comes first: without it nothing has been moved yet, and it can be tried again.
        await writeDurably(
          join(folder, 'recording.json'),
          textOf({
            format: 'nagumo-recording',
            version: 1,
            sha256,
            samples: 'samples.bin',
            samplesSha256,
            recording: Recording.parse(recording),
          }),
        )
        await rename(samplesFile, join(folder, 'samples.bin'))
        if (original !== undefined) await keepOriginal(root, sha256, original)
      })
    },
    async original(id) {
      const folder = await shelf.folderOf(id)
      const { sha256, recording } = await read(id)
      return originalOf(root, folder, { sha256, recording })
    },
    async source(id) {
      const folder = await shelf.folderOf(id)
      const { sha256, recording } = await read(id)
      const { path } = await originalOf(root, folder, { sha256, recording })
      if (path === null) {
        throw new NagumoError(
          'NOT_FOUND',
          `The file “${recording.name}” is not in the library, so that it can’t be read again: an earlier Nagumo did not keep it, or it was deleted. Open it anew.`,
        )
      }
      // Damage may still be read as something: what was read before would be lost.
      if ((await sha256OfFile(path)) === sha256) return path
      throw new NagumoError(
        'LIBRARY_DAMAGED',
        `The copy of “${recording.name}” in the library (${path}) is not what was imported any more (its SHA-256 differs), so it was not read again. What was read before is unchanged. Open the file anew from where it was recorded.`,
      )
    },
    replace: (recording, samplesFile) =>
      change(root, async () => {
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
      }),
    update: (id, by) => change(root, () => update(id, by)),
    async samples(id, sweep) {
      const file = await read(id)
      const { recording } = file
      if (sweep >= recording.sweeps.length) {
        throw new NagumoError(
          'NOT_FOUND',
          `“${recording.name}” has ${recording.sweeps.length} sweeps; sweep ${sweep + 1} was asked for. Choose one that is there.`,
        )
      }
      return column(file, sweep)
    },
    async stimulusSamples(id, stimulus) {
      const file = await read(id)
      const { recording } = file
      if (stimulus >= recording.stimuli.length) {
        throw new NagumoError(
          'NOT_FOUND',
          `“${recording.name}” has ${recording.stimuli.length} stimuli; stimulus ${stimulus + 1} was asked for. Choose one that is there.`,
        )
      }
      return column(file, recording.sweeps.length + stimulus)
    },
    remove: (id) => shelf.remove(id),
    async restore(id) {
      await shelf.restore(id)
      return (await read(id)).recording
    },
  }
}

/** Earlier programs kept text alone, beside the samples. */
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

/** @throws Error, a fault of ours, where reading wrote something else than it said */
async function checkSize(recording: Recording, samplesFile: string): Promise<void> {
  const { size } = await stat(samplesFile)
  if (size === sampleBytes(recording)) return
  throw new Error(
    `reading “${recording.name}” gave ${size} bytes of samples instead of ${sampleBytes(recording)}`,
  )
}

function sampleBytes({ sweeps, stimuli, points }: Recording): number {
  return 8 * (sweeps.length + stimuli.length) * points
}

/** What is wrong with the samples by their number, in words that follow “can’t be read: ”; null where nothing is. */
async function sizeDamage({ recording, samples }: RecordingFile, path: string): Promise<string | null> {
  const size = (await stat(path).catch(() => null))?.size ?? 0
  const expected = sampleBytes(recording)
  return size === expected ? null : `${samples} should have ${expected} bytes and has ${size}`
}

/** SHA-256 of a file, or null where it is not known. */
type HashOf = (path: string) => Promise<string | null>

/**
 * What is wrong with the samples by their checksum.
 * @param hash of the file: read anew where it is not known, or null where that takes too long
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
  return `${samples} was changed since it was written (SHA-256 ${found.slice(0, 12)}… instead of ${samplesSha256.slice(0, 12)}…)`
}

async function readSamples(path: string, from: number, count: number): Promise<Float64Array> {
  const samples = new Float64Array(count)
  const bytes = new Uint8Array(samples.buffer)
  const file = await open(path, 'r')
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, 8 * from + done)
      if (bytesRead === 0)
        throw new NagumoError('LIBRARY_DAMAGED', `${path} ends too early. Import the file again.`)
      done += bytesRead
    }
  } finally {
    await file.close()
  }
  return samples
}

function newestFirst(a: Recording, b: Recording): number {
  return b.importedAt.localeCompare(a.importedAt) || a.name.localeCompare(b.name)
}

function textOf(file: RecordingFile): string {
  return sealed(JSON.stringify(file, null, 1))
}
