import { join } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import { isAboutData } from '../contract/errors.ts'
import type { ReadingChoice, Recording, TimeUnit, VoltageUnit } from '../contract/recordings.ts'
import type { Library } from '../library/index.ts'
import { asWith, shapeOf, takeOver, withUnits } from '../recording/index.ts'
import { withSignal } from '../rpc/with-signal.ts'
import type { ServiceDependencies } from './dependencies.ts'

/**
 * Parses a file in the compute process with the user's choices.
 * @returns the recording; its samples are in `samplesFile`
 */
export async function readAs(
  compute: Compute,
  file: Pick<Recording, 'id' | 'name' | 'importedAt' | 'bytes'> & { path: string; samplesFile: string },
  choice: ReadingChoice,
  signal: AbortSignal | undefined,
): Promise<Recording> {
  const { path, samplesFile, id, name, importedAt, bytes } = file
  const read = await compute.client().readFile({ path, name, samplesFile, choice }, withSignal(signal))
  const { timeUnit, voltageUnit } = choice
  return withUnits({ id, name, importedAt, bytes, ...read }, { timeUnit, voltageUnit })
}

/**
 * Parses a file with the choices made for the last one of the same layout.
 * @param again parses it with a choice
 * @returns null where there are none, or they do not fit the file
 */
export async function likeTheLast(
  library: Library,
  { reading }: Recording,
  again: (choice: ReadingChoice) => Promise<Recording>,
): Promise<Recording | null> {
  const last = await library.settings.readingLike(shapeOf(reading))
  const choice = last ? takeOver(reading, last.choice) : {}
  if (!last || Object.keys(choice).length === 0) return null
  try {
    return asWith(await again(choice), last.file)
  } catch (error) {
    if (isAboutData(error)) return null
    throw error
  }
}

/**
 * Parses the stored original of a recording again; the choice is saved for the next file of its layout, and deleted
 * where empty.
 */
export async function readAgain(
  { library, compute }: ServiceDependencies,
  id: string,
  choice: ReadingChoice,
  signal: AbortSignal | undefined,
): Promise<Recording> {
  const path = await library.recordings.source(id)
  const before = await library.recordings.get(id)
  const recording = await library.inTemporaryFolder(async (folder) => {
    const samplesFile = join(folder, 'samples')
    const read = await readAs(compute, { ...before, path, samplesFile }, choice, signal)
    await library.recordings.replace(read, samplesFile)
    return read
  })
  await remember(library, recording, choice)
  return recording
}

/** Corrects the units, without parsing again; saved like any other choice. */
export async function setUnits(
  { library }: ServiceDependencies,
  id: string,
  units: { timeUnit?: TimeUnit | undefined; voltageUnit?: VoltageUnit | undefined },
): Promise<Recording> {
  const recording = await library.recordings.update(id, (before) => withUnits(before, units))
  await remember(library, recording, recording.reading.choice ?? {})
  return recording
}

async function remember(
  library: Library,
  { name, reading }: Recording,
  choice: ReadingChoice,
): Promise<void> {
  await library.settings.rememberReading({ shape: shapeOf(reading), file: name, choice })
}
