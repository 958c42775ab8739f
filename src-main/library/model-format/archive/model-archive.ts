import { open, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NagumoError } from '../../../contract/errors.ts'
import { maxModelBytes } from '../../../contract/limits.ts'
import type { ModelCard } from '../../../contract/models.ts'
import { createLearner } from '../../../inference/network/learner.ts'
import { createPrior } from '../../../model/composition/prior.ts'
import { readCard } from '../card-file.ts'
import { fileLimits, type ModelFileName, maximalNesting } from '../limits.ts'
import { readPlainFile } from '../plain-file.ts'
import { nestingOf } from './nesting.ts'
import { readZipDirectory, readZipEntry, type ZipEntry, ZipProblem } from './zip-read.ts'
import { zipParts } from './zip-write.ts'

/**
 * A model as one file for transfer: its folder as a ZIP archive, readable without this program. Golden traces may be
 * missing.
 */
const needed: readonly ModelFileName[] = ['card.json', 'model.json', 'weights.bin']
export const modelFileExtension = 'nagumo-model'

/**
 * The archive of a model's folder, in chunks.
 * @param golden whether its card refers to golden traces
 * @throws NagumoError MODEL_DAMAGED where a file is missing
 */
export async function packModel(folder: string, golden: boolean): Promise<Uint8Array[]> {
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const name of golden ? [...needed, 'golden.json' as const] : needed) {
    files.push({ name, bytes: await readPlainFile(folder, name) })
  }
  return zipParts(files)
}

/**
 * Unpacks an archive into an empty folder. Only the four known names are ever written. Beside size and nesting depth,
 * only the card is validated here (readModel does the rest).
 * @param shownName of the file, as shown to the user
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function unpackModel(path: string, shownName: string, folder: string): Promise<void> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > maxModelBytes) {
      throw new ZipProblem(`it has ${size} bytes; at most ${maxModelBytes} are allowed`)
    }
    const entries = await readZipDirectory(file, size)
    checkContents(entries)
    // The card first: it determines the size of the weights.
    const byCard = [...entries].sort(
      (a, b) => Number(b.name === 'card.json') - Number(a.name === 'card.json'),
    )
    for (const entry of byCard) {
      if (entry.name === 'weights.bin') checkWeights(entry, await readCard(folder))
      const bytes = await readZipEntry(file, size, entry)
      if (entry.name.endsWith('.json')) checkNesting(entry, bytes)
      await writeFile(join(folder, entry.name), bytes, { flag: 'wx', flush: true })
    }
  } catch (error) {
    if (error instanceof NagumoError)
      throw new NagumoError(error.code, error.message.replace(/“[^”]*”/, `“${basename(shownName)}”`))
    if (!(error instanceof ZipProblem)) throw error
    throw new NagumoError(
      'MODEL_DAMAGED',
      `“${basename(shownName)}” is not a usable model file: ${error.message}. Choose a file that Nagumo exported (.${modelFileExtension}), or export it again.`,
    )
  } finally {
    await file.close()
  }
}

function checkContents(entries: readonly ZipEntry[]): void {
  const names = new Set<string>()
  for (const { name, size } of entries) {
    if (!isModelFile(name)) {
      throw new ZipProblem(`it contains “${name.slice(0, 80)}”, which is not part of a model file`)
    }
    if (names.has(name)) throw new ZipProblem(`it holds ${name} twice`)
    if (size > fileLimits[name]) {
      throw new ZipProblem(`${name} in it has ${size} bytes; at most ${fileLimits[name]} are allowed`)
    }
    names.add(name)
  }
  const missing = needed.find((name) => !names.has(name))
  if (missing) throw new ZipProblem(`${missing} is missing in it`)
}

/** Checked before allocation: a few bytes of an archive may declare a quarter of a gigabyte. */
function checkWeights({ size }: ZipEntry, { network, prior }: ModelCard): void {
  const expected = 4 * createLearner(createPrior(prior), network).weightCount
  if (size !== expected)
    throw new ZipProblem(`weights.bin in it has ${size} bytes, and the network of its card has ${expected}`)
}

function checkNesting({ name }: ZipEntry, bytes: Uint8Array): void {
  const found = nestingOf(bytes)
  if (found > maximalNesting)
    throw new ZipProblem(`${name} in it has ${found} nested lists; at most ${maximalNesting} are allowed`)
}

function isModelFile(name: string): name is ModelFileName {
  return Object.hasOwn(fileLimits, name)
}
