import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

/** Says who works on a folder: a file that its holder touches again and again, so that one left by a crash grows old. */
const Holder = z.object({ pid: z.number().int().positive(), host: z.string(), token: z.string() })

export interface Lock {
  release(): Promise<void>
}

const fileName = 'lock.json'
const touchMs = 20_000
const staleMs = 120_000
/** Time for another program to take the same stale lock over. */
const settleMs = 100
/** Of the locks that this process holds. */
const tokens = new Set<string>()

/** Takes a folder for this program, or yields null where another one, or another part of this one, works on it. */
export async function takeLock(folder: string): Promise<Lock | null> {
  const path = join(folder, fileName)
  const token = randomBytes(8).toString('hex')
  const text = JSON.stringify({ pid: process.pid, host: hostname(), token } satisfies z.infer<typeof Holder>)
  // Before it can be read: a token of this process that is not known is one of a process that is gone.
  tokens.add(token)
  try {
    if (!(await create(path, text)) && !(await takeOver(folder, path, text))) {
      tokens.delete(token)
      return null
    }
  } catch (error) {
    tokens.delete(token)
    throw error
  }
  const timer = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, touchMs).unref()
  return {
    async release() {
      clearInterval(timer)
      tokens.delete(token)
      await rm(path, { force: true })
    },
  }
}

/** Whether a program that is alive works on a folder; this one included. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, fileName)
  const found = await stat(path).catch(() => null)
  if (!found || Date.now() - found.mtimeMs > staleMs) return false
  const holder = await readHolder(path)
  // Just being written, or of another computer that shares the folder: its age is all that is known.
  if (!holder || holder.host !== hostname()) return true
  // The number of a process that is gone may have become ours.
  return holder.pid === process.pid ? tokens.has(holder.token) : isAlive(holder.pid)
}

/** Of two programs that find the same stale lock at once, the last one has it. */
async function takeOver(folder: string, path: string, text: string): Promise<boolean> {
  if (await isLocked(folder)) return false
  const next = `${path}.${randomBytes(8).toString('hex')}`
  await writeFile(next, text)
  await rename(next, path)
  await setTimeout(settleMs)
  return (await readFile(path, 'utf8').catch(() => '')) === text
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(path: string): Promise<z.infer<typeof Holder> | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // There, but of another person.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
