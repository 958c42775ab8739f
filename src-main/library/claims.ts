import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { NagumoError } from '../contract/errors.ts'
import { forgetHolder, type Holder, holderName, holderOf, isThere, newHolder, signMs } from './holder.ts'

/**
 * Mutual exclusion across processes by Lamport's bakery algorithm: each process takes a number one above the highest
 * present and waits for those with smaller ones. Each claim is a file whose name holds all its data and is never
 * reused, so no claim is ever taken over: a file left by a crash can be deleted by any process at any time. The files
 * are empty, so they can be created on a full disk.
 */
interface Claim {
  /** 0 while the number is being chosen. */
  number: number
  holder: Holder
  file: string
}

/** Longest wait for the lock. Locked work takes milliseconds; a suspended process may block it. */
const longestWaitMs = 60_000

/** Waits for the lock. @returns releases it @throws NagumoError LIBRARY_UNWRITABLE on timeout */
export async function waitForTurn(folder: string, waitMs = longestWaitMs): Promise<() => Promise<void>> {
  const holder = newHolder()
  const made: string[] = []
  const make = async (number: number): Promise<string> => {
    const file = nameOf(number, holder)
    made.push(file)
    await createIn(folder, file)
    return file
  }
  const leave = async () => {
    clearInterval(timer)
    for (const file of made) await rm(join(folder, file), { force: true }).catch(() => undefined)
    forgetHolder(holder)
  }
  const timer = setInterval(() => {
    const now = new Date()
    for (const file of made) utimes(join(folder, file), now, now).catch(() => undefined)
  }, signMs).unref()

  try {
    const drawing = await make(0)
    const highest = Math.max(0, ...(await claimsIn(folder)).map(({ number }) => number))
    const mine: Claim = { number: highest + 1, holder, file: await make(highest + 1) }
    await rm(join(folder, drawing))
    const until = performance.now() + waitMs
    // A process that is choosing now may get a smaller or equal number; one that starts later can't.
    const others = await claimsIn(folder)
    const drawers = others.filter(({ number }) => number === 0).map(({ file }) => file)
    await waitWhile(folder, until, ({ file }) => drawers.includes(file))
    await waitWhile(folder, until, (other) => other.number > 0 && isBefore(other, mine))
  } catch (error) {
    await leave()
    throw error
  }
  return leave
}

/** Waits while a claim of a live process is in the way; deletes those of dead ones. */
async function waitWhile(
  folder: string,
  until: number,
  isInTheWay: (claim: Claim) => boolean,
): Promise<void> {
  for (let pause = 1; ; pause = Math.min(2 * pause, 25)) {
    let waitsFor: Claim | null = null
    for (const claim of await claimsIn(folder)) {
      if (!isInTheWay(claim)) continue
      const path = join(folder, claim.file)
      const found = await stat(path).catch(() => null)
      if (!found) continue
      if (isThere(claim.holder, Date.now() - found.mtimeMs)) waitsFor = claim
      else await rm(path, { force: true })
    }
    if (waitsFor === null) return
    if (performance.now() > until) throw tooLong(folder, waitsFor)
    await setTimeout(pause)
  }
}

function isBefore(a: Claim, b: Claim): boolean {
  return a.number < b.number || (a.number === b.number && a.holder.token < b.holder.token)
}

async function claimsIn(folder: string): Promise<Claim[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.map(claimOf).filter((claim) => claim !== null)
}

function nameOf(number: number, holder: Holder): string {
  return `${String(number).padStart(12, '0')}.${holderName(holder)}`
}

function claimOf(file: string): Claim | null {
  const at = file.indexOf('.')
  const number = file.slice(0, at)
  const holder = holderOf(file.slice(at + 1))
  return holder && /^\d+$/.test(number) ? { number: Number(number), holder, file } : null
}

/** Creates an empty file, and its folder, which stays so that it exists when the disk is full. */
async function createIn(folder: string, file: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    // The parent folder must exist: a deleted library is not recreated.
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    try {
      await writeFile(join(folder, file), '', { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries > 100) throw error
    }
  }
}

function tooLong(folder: string, { holder, file }: Claim): NagumoError {
  return new NagumoError(
    'LIBRARY_UNWRITABLE',
    `Another program (process ${holder.pid}) is changing the library and does not finish. Wait for it or end it, and try again; if no such program is running, remove ${join(folder, file)}.`,
  )
}
