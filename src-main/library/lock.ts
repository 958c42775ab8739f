import { readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimsFolder, exclusive } from './exclusive.ts'
import { forgetHolder, Holder, isThere, newHolder, signMs, staleMs } from './holder.ts'

/**
 * Long-held lock on a folder: a file with the holder's process. It is taken, refreshed and released under the short
 * lock (exclusive.ts), so that only one of two processes takes over a stale lock, and none refreshes or removes
 * another’s.
 */
export interface Lock {
  release(): Promise<void>
}

const fileName = 'lock.json'

/** Locks a folder for this process; null where another process, or another part of this one, holds it. */
export function takeLock(folder: string): Promise<Lock | null> {
  return exclusive(folder, async () => {
    if (await isLocked(folder)) return null
    // Registered before the file is readable: an unregistered token with this process number is that of an ended
    // process.
    const holder = newHolder()
    try {
      await put(folder, holder)
    } catch (error) {
      forgetHolder(holder)
      throw error
    }
    return hold(folder, holder)
  })
}

/** Whether a live process, this one included, holds the lock. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, fileName)
  const found = await stat(path).catch(() => null)
  if (!found) return false
  const silentMs = Date.now() - found.mtimeMs
  const holder = await readHolder(path)
  // Holder unreadable: only the file's age is known.
  return holder ? isThere(holder, silentMs) : silentMs < staleMs
}

function hold(folder: string, holder: Holder): Lock {
  const path = join(folder, fileName)
  const whileMine = (work: () => Promise<void>): Promise<void> =>
    exclusive(folder, async () => {
      if ((await readHolder(path))?.token === holder.token) await work()
    })
  const timer = setInterval(() => {
    const now = new Date()
    whileMine(() => utimes(path, now, now)).catch(() => undefined)
  }, signMs).unref()
  return {
    async release() {
      clearInterval(timer)
      try {
        // A deleted folder has no lock to release.
        if (await stat(path).catch(() => null)) await whileMine(() => rm(path, { force: true }))
        // Not empty where another process waits.
        await rmdir(join(folder, claimsFolder)).catch(() => undefined)
      } finally {
        forgetHolder(holder)
      }
    },
  }
}

/** Writes the lock atomically, so that a crash leaves none that can’t be read. */
async function put(folder: string, holder: Holder): Promise<void> {
  const path = join(folder, fileName)
  const next = `${path}.next`
  await writeFile(next, JSON.stringify(holder))
  await rename(next, path)
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
