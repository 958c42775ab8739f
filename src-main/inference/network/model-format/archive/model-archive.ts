import { open, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NagumoError } from '../../../../contract/errors.ts'
import { maxModelBytes } from '../../../../contract/limits.ts'
import { fileLimits, type ModelFileName } from '../limits.ts'
import { readPlainFile } from '../plain-file.ts'
import { readZipDirectory, readZipEntry, type ZipEntry, ZipProblem } from './zip-read.ts'
import { zipParts } from './zip-write.ts'

/**
 * A model as one file, to be carried elsewhere: the files of its folder in a ZIP archive, so that it can be looked
 * into, and its weights taken out, without this program. Golden traces may be missing.
 */
const needed: readonly ModelFileName[] = ['card.json', 'model.json', 'weights.bin']
export const modelFileExtension = 'nagumo-model'

/**
 * The archive of a model's folder, in parts.
 * @param golden whether its card speaks of golden traces
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
 * Unpacks an archive into an empty folder. Only the four known names are ever written; what they hold is not looked
 * into here (readModel does).
 * @param shownName of the file, for people
 * @throws NagumoError MODEL_DAMAGED with what is wrong
 */
export async function unpackModel(path: string, shownName: string, folder: string): Promise<void> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > maxModelBytes) {
      throw new ZipProblem(`it has ${size} bytes, and no model has more than ${maxModelBytes}`)
    }
    const entries = await readZipDirectory(file, size)
    checkContents(entries)
    for (const entry of entries) {
      await writeFile(join(folder, entry.name), await readZipEntry(file, size, entry), {
        flag: 'wx',
        flush: true,
      })
    }
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error
    throw new NagumoError(
      'MODEL_DAMAGED',
      `“${basename(shownName)}” is no model that can be used: ${error.message}. Choose a file that Nagumo exported (.${modelFileExtension}), or export it again.`,
    )
  } finally {
    await file.close()
  }
}

function checkContents(entries: readonly ZipEntry[]): void {
  const names = new Set<string>()
  for (const { name, size } of entries) {
    if (!isModelFile(name)) {
      throw new ZipProblem(`it holds “${name.slice(0, 80)}”, which does not belong into a model’s file`)
    }
    if (names.has(name)) throw new ZipProblem(`it holds ${name} twice`)
    if (size > fileLimits[name]) {
      throw new ZipProblem(
        `${name} in it has ${size} bytes, and no model has more than ${fileLimits[name]} there`,
      )
    }
    names.add(name)
  }
  const missing = needed.find((name) => !names.has(name))
  if (missing) throw new ZipProblem(`${missing} is missing in it`)
}

function isModelFile(name: string): name is ModelFileName {
  return Object.hasOwn(fileLimits, name)
}
