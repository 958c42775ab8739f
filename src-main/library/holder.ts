import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { threadId } from 'node:worker_threads'
import { z } from 'zod'

/** Who holds something in a folder that several programs share, as it can be read from outside. */
export const Holder = z.object({
  pid: z.number().int().positive(),
  /** When the process began, where the system tells: a number of a process may come again, its beginning does not. */
  began: z.string().default(''),
  thread: z.number().int().nonnegative().default(0),
  host: z.string(),
  token: z.string(),
})
export type Holder = z.infer<typeof Holder>

/** Of what this thread holds. */
const tokens = new Set<string>()

/** A holder that is this very thread, known as alive until it is forgotten. */
export function newHolder(): Holder {
  const token = randomBytes(8).toString('hex')
  tokens.add(token)
  return { pid: process.pid, began: beginOf(process.pid), thread: threadId, host: hostname(), token }
}

export function forgetHolder({ token }: Holder): void {
  tokens.delete(token)
}

/**
 * Whether a holder is still there. A process that lives on this computer is, however long it was silent: a computer
 * sleeps, too. Of another computer its last sign of life is all that is known.
 * @param silentMs since its last sign of life
 */
export function isThere(holder: Holder, silentMs: number): boolean {
  if (holder.host !== hostname()) return silentMs < staleMs
  if (holder.pid !== process.pid) return isAlive(holder)
  // The number of a process that is gone may have become ours.
  if (holder.began !== '' && holder.began !== beginOf(process.pid)) return false
  return holder.thread === threadId ? tokens.has(holder.token) : true
}

/** How often a holder gives a sign of life, and when another computer takes it for gone. */
export const signMs = 20_000
export const staleMs = 120_000

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // There, but of another person.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = beginOf(pid)
  return began === '' || now === '' || began === now
}

/** A short text that no other process of this number has; empty where the system does not tell (Linux does). */
function beginOf(pid: number): string {
  if (process.platform !== 'linux') return ''
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program comes before, in brackets, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has ended; nobody has fetched its exit code.
    if (fields[0] === 'Z') return 'ended'
    return shortHash(`${bootId()} ${fields[19]}`)
  } catch {
    return ''
  }
}

let boot: string | null = null
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return boot
}

const host = shortHash(hostname())

/** A holder as part of a file’s name. */
export function holderName({ pid, began, thread, token }: Holder): string {
  return [pid, thread, began || '0', host, token].join('.')
}

/** The holder that such a name tells of, or null. */
export function holderOf(name: string): Holder | null {
  const parts = /^([1-9]\d*)\.(\d+)\.(\w+)\.(\w+)\.(\w+)$/.exec(name)
  if (!parts) return null
  const [, pid, thread, began, where, token] = parts
  return {
    pid: Number(pid),
    thread: Number(thread),
    began: began === '0' ? '' : began,
    host: where === host ? hostname() : where,
    token,
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
