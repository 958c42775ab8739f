import { copyFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import type { ReadingChoice, Recording } from '../contract/recordings.ts'

import { sha256OfFile } from '../integrity/sha256.ts'

import { newId } from '../library/ids.ts'
import type { Library } from '../library/index.ts'
import { requireFile } from '../recording/open-file.ts'
import type { ServiceDependencies } from './dependencies.ts'
import { likeTheLast, readAs } from './read-again.ts'
import { saveFile, shownFileName } from './save-file.ts'

/** Reads a dropped file with the user's choices, and stores it. Leaves nothing on failure. */
export function importFile(
  { library, compute }: ServiceDependencies,
  {
    file,
    choice,
    folder: inFolder,
  }: { file: File; choice?: ReadingChoice | undefined; folder?: string | undefined },
  signal: AbortSignal | undefined,
): Promise<Recording> {
  return library.inTemporaryFolder(async (folder) => {
    const path = join(folder, 'original')
    const sha256 = await saveFile(file, path, signal)
    const source = {
      path,
      name: shownFileName(file.name, 'recording'),
      bytes: file.size,
      sha256,
      choice,
      inFolder,
    }
    return keep(library, compute, source, folder, signal)
  })
}

/** Reads a file that was opened with the program in place, and stores a copy. */
export async function importOpened(
  { library, compute }: ServiceDependencies,
  { path, choice }: { path: string; choice?: ReadingChoice | undefined },
  signal: AbortSignal | undefined,
): Promise<Recording> {
  const name = shownFileName(basename(path), 'recording')
  await requireFile(path, name)
  return library.inTemporaryFolder(async (folder) => {
    const copy = join(folder, 'original')
    await copyFile(path, copy)
    const [{ size }, sha256] = await Promise.all([stat(copy), sha256OfFile(copy)])
    return keep(library, compute, { path: copy, name, bytes: size, sha256, choice }, folder, signal)
  })
}

/**
 * Imports the sample recordings that are not in the library. The smallest is imported last, so that it is on top of the
 * list.
 * @returns the smallest sample
 */
export async function importSamples(
  { library, compute, samplesFolder }: ServiceDependencies,
  signal: AbortSignal | undefined,
): Promise<Recording> {
  let first: Recording | null = null
  for (const { path, name, bytes } of await samplesIn(samplesFolder)) {
    const sha256 = await sha256OfFile(path)
    const source = { path, name, bytes, sha256 }
    first =
      (await library.recordings.findBySource(sha256)) ??
      (await library.inTemporaryFolder(async (folder) => {
        const copy = join(folder, 'original')
        await copyFile(path, copy)
        return keep(library, compute, { ...source, path: copy }, folder, signal)
      }))
  }
  if (first) return first
  throw new NagumoError(
    'NOT_FOUND',
    `No sample recordings (CSV) were found in ${samplesFolder}. Install the program again, or open a file of your own.`,
  )
}

/** Largest first. */
async function samplesIn(folder: string): Promise<Omit<Source, 'sha256'>[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.csv$/i.test(name))
  const samples = names.map(async (name) => {
    const path = join(folder, name)
    return { path, name, bytes: (await stat(path)).size }
  })
  return (await Promise.all(samples)).sort((a, b) => b.bytes - a.bytes)
}

interface Source {
  path: string
  name: string
  bytes: number
  sha256: string
  choice?: ReadingChoice | undefined
  inFolder?: string | undefined
}

/** @param source.path in `folder`, from where it is moved into the library */
async function keep(
  library: Library,
  compute: Compute,
  { path, name, bytes, sha256, choice = {}, inFolder }: Source,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Recording> {
  const id = newId(name.replace(/\.[^.]*$/, ''))
  const file = { id, name, importedAt: new Date().toISOString(), bytes, path }
  const read = (samplesFile: string, choice: ReadingChoice): Promise<Recording> =>
    readAs(compute, { ...file, samplesFile }, choice, signal)
  const first = join(folder, 'samples')
  const second = join(folder, 'samples-again')
  const alone = await read(first, choice)
  const like = await likeTheLast(library, alone, (choice) => read(second, choice))
  const [recording, samples] = like ? [like, second] : [alone, first]
  await library.recordings.keep(recording, sha256, samples, path, inFolder)
  return recording
}
