import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { threadId } from 'node:worker_threads'
import { z } from 'zod'

/** The holder of a lock or file in a shared folder, as read by other processes. */
export const Holder = z.object({
  pid: z.number().int().positive(),
  /** Start time of the process, where the system reports it: process numbers are reused, start times are not. */
  began: z.string().default(''),
  thread: z.number().int().nonnegative().default(0),
  host: z.string(),
  token: z.string(),
})
export type Holder = z.infer<typeof Holder>

/** Tokens held by this thread. */
const tokens = new Set<string>()

/** Registers this thread as a live holder until `forgetHolder`. */
export function newHolder(): Holder {
  const token = randomBytes(8).toString('hex')
  tokens.add(token)
  return { pid: process.pid, began: beginOf(process.pid), thread: threadId, host: hostname(), token }
}

export function forgetHolder({ token }: Holder): void {
  tokens.delete(token)
}

/**
 * Whether a holder is alive. A live process of this computer is, however long it was silent, as after sleep. For
 * another computer only the last heartbeat is known.
 * @param silentMs since its last heartbeat
 */
export function isThere(holder: Holder, silentMs: number): boolean {
  if (holder.host !== hostname()) return silentMs < staleMs
  if (holder.pid !== process.pid) return isAlive(holder)
  // Our process number may have belonged to an ended process.
  if (holder.began !== '' && holder.began !== beginOf(process.pid)) return false
  return holder.thread === threadId ? tokens.has(holder.token) : true
}

/** Heartbeat interval, and when another computer counts as gone. */
export const signMs = 20_000
export const staleMs = 120_000

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It exists, but belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = beginOf(pid)
  return began === '' || now === '' || began === now
}

/**
 * Start time of a process as a text that no other process of this number shares; empty where unsupported (only Linux).
 */
function beginOf(pid: number): string {
  if (process.platform !== 'linux') return ''
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name precedes, in brackets, and may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has ended; its exit code was not collected.
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

/** A holder as part of a file name. */
export function holderName({ pid, began, thread, token }: Holder): string {
  return [pid, thread, began || '0', host, token].join('.')
}

/** The holder encoded in such a name, or null. */
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
