import { readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimsFolder, exclusive } from './exclusive.ts'
import { forgetHolder, Holder, isThere, newHolder, signMs, staleMs } from './holder.ts'

/**
 * Says who works on a folder for long: a file with its holder’s process in it. It is taken, touched and released in turn
 * (exclusive.ts), so that of two programs that find one left by a crash only one takes it over, and nobody touches or
 * removes what has become another’s.
 */
export interface Lock {
  release(): Promise<void>
}

const fileName = 'lock.json'

/** Takes a folder for this program, or yields null where another one, or another part of this one, works on it. */
export function takeLock(folder: string): Promise<Lock | null> {
  return exclusive(folder, async () => {
    if (await isLocked(folder)) return null
    // Known before it can be read: a token of this process that is not is one of a process that is gone.
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

/** Whether a program that is alive works on a folder; this one included. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, fileName)
  const found = await stat(path).catch(() => null)
  if (!found) return false
  const silentMs = Date.now() - found.mtimeMs
  const holder = await readHolder(path)
  // Not to be made out: its age is all that is known.
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
        // A folder that is gone has no lock to release.
        if (await stat(path).catch(() => null)) await whileMine(() => rm(path, { force: true }))
        // Not empty where somebody waits.
        await rmdir(join(folder, claimsFolder)).catch(() => undefined)
      } finally {
        forgetHolder(holder)
      }
    },
  }
}

/** Puts the lock in place whole, so that a crash leaves none that can’t be read. */
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
