import { constants, type Stats } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { modelDamaged } from './damage.ts'
import { fileLimits, type ModelFileName } from './limits.ts'

/**
 * Reads a file of a model's folder. Links are not followed: in a folder from elsewhere they might point at any file of
 * this machine.
 * @throws NagumoError MODEL_DAMAGED
 */
export async function readPlainFile(folder: string, name: ModelFileName): Promise<Buffer> {
  const limit = fileLimits[name]
  const path = join(folder, name)
  const found = await lstat(path).catch(() => null)
  if (!found) throw modelDamaged(folder, `${name} is missing`)
  if (!found.isFile()) throw modelDamaged(folder, `${name} is ${kindOf(found)}, while a file was expected`)
  if (found.size > limit) {
    throw modelDamaged(folder, `${name} has ${found.size} bytes; at most ${limit} are allowed`)
  }
  // The system rejects a link that replaced the file meanwhile.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => null)
  if (!file) throw modelDamaged(folder, `${name} can’t be opened`)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}

export async function isThere(folder: string, name: ModelFileName): Promise<boolean> {
  return (await lstat(join(folder, name)).catch(() => null)) !== null
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'a link'
  return found.isDirectory() ? 'a folder' : 'not a regular file'
}
