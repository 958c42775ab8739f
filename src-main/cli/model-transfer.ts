import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { findModel } from '../jobs/find-model.ts'
import type { Library } from '../library/index.ts'
import { usage } from './arguments.ts'
import type { CliContext } from './context.ts'

/** `nagumo models export NAME FILE`. Never overwrites a file. @returns the exit code */
export async function exportModel(library: Library, names: string[], context: CliContext): Promise<number> {
  if (names.length !== 2) throw usage('export takes a model and a file: nagumo models export NAME FILE')
  const [name, path] = names
  const { id } = await findModel(library, name)
  const { parts } = await library.models.export(id)
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw usage(`${path} already exists. Choose another name, or remove it first.`)
    if (error.code === 'ENOENT')
      throw usage(`${path} is in a folder that does not exist. Create the folder first.`)
    throw error
  })
  try {
    for (const part of parts) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
  context.print(path)
  return 0
}

/** `nagumo models import FILE`. @returns the exit code */
export async function importModel(library: Library, names: string[], context: CliContext): Promise<number> {
  if (names.length !== 1) throw usage('import takes one file: nagumo models import FILE')
  const [path] = names
  const { model, already } = await library.models.import(path, basename(path)).catch((error) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new NagumoError('FILE_NOT_FOUND', `There is no file ${path}.`)
    if (code === 'EISDIR')
      throw new NagumoError('FILE_UNREADABLE', `${path} is a folder; a file was expected.`)
    throw error
  })
  if (already) context.say(`This model already exists, as “${model.name}”.`)
  context.print(model.id)
  return 0
}
