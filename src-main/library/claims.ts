import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { NagumoError } from '../contract/errors.ts'
import { forgetHolder, type Holder, holderName, holderOf, isThere, newHolder, signMs } from './holder.ts'

/**
 * One at a time across programs, by Lamport's bakery: whoever wants something draws a number one above all that are
 * there, and waits for those with smaller ones. Each draws in a file of its own, whose name says everything and never
 * comes again. So nothing is ever taken over: a file that a crash left behind can be deleted by anybody at any time and
 * can't be anybody else's. Files are empty: they can be made on a full disk.
 */
interface Claim {
  /** 0 while it is being drawn. */
  number: number
  holder: Holder
  file: string
}

/** Time that one may wait for others. What is done in turn takes milliseconds; a stopped process may hold it up. */
const longestWaitMs = 60_000

/** Waits for one's turn. @returns how to end it @throws NagumoError LIBRARY_UNWRITABLE where another does not end */
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
    // Who is drawing now may draw a smaller number or the same; who begins later can't.
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

/** Waits while a claim of somebody who is there is in the way. */
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

/** Makes an empty file; the folder too, which stays, so that a full disk has it. */
async function createIn(folder: string, file: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    // What it lies in must be there: nobody works on a folder that is gone.
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
    `Another program (process ${holder.pid}) is changing the library and does not come to an end. Wait for it or end it, and try again; where no such program runs, remove ${join(folder, file)}.`,
  )
}
