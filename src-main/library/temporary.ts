import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inWords } from './failures.ts'
import { ensureFolder } from './files.ts'
import { forgetHolder, holderName, holderOf, isThere, newHolder } from './holder.ts'
import { prepareRoot } from './reach.ts'

/**
 * A private temporary folder on the library's disk, so that its content can be moved in by a rename; deleted when `use`
 * ends. Its name identifies the holder, which tells a folder left by a crash from one in use.
 * @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE, and what `use` throws
 */
export async function inTemporaryFolder<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  const owner = newHolder()
  const folder = join(root, 'temporary', holderName(owner))
  try {
    await prepareRoot(root)
    await ensureFolder(folder)
    return await use(folder)
  } catch (error) {
    throw await inWords(root, error)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
    forgetHolder(owner)
  }
}

const day = 24 * 3600 * 1000

/** Deletes temporary folders of processes that have ended; where the holder is unknown, after a day. */
export async function clearTemporary(root: string): Promise<void> {
  const parent = join(root, 'temporary')
  for (const name of await readdir(parent).catch(() => [])) {
    const path = join(parent, name)
    const found = await stat(path).catch(() => null)
    if (!found) continue
    const age = Date.now() - found.mtimeMs
    const owner = holderOf(name)
    // A folder's timestamp is not refreshed, so another computer gets more time.
    const inUse = owner ? isThere(owner, age - day) : age < day
    if (!inUse) await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}
