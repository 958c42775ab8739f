import { rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { sealed } from '../integrity/seal.ts'
import { syncPath, writeDurably } from './files.ts'
import { inTemporaryFolder } from './temporary.ts'

/**
 * Replaces a sealed JSON file in the library's folder atomically.
 * @param before runs after the write and before the rename
 */
export async function replaceSealed(
  root: string,
  path: string,
  value: object,
  before: () => Promise<void> = async () => undefined,
): Promise<void> {
  await inTemporaryFolder(root, async (folder) => {
    const next = join(folder, basename(path))
    await writeDurably(next, sealed(JSON.stringify(value)))
    await before()
    await rename(next, path)
    await syncPath(dirname(path))
  })
}
