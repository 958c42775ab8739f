import { AsyncLocalStorage } from 'node:async_hooks'
import { join, resolve } from 'node:path'
import { waitForTurn } from './claims.ts'

/** The last one in the line of this program, by folder. */
const lines = new Map<string, Promise<unknown>>()
/** Folders that what is running has to itself, until it ends: what it started and left running no longer has them. */
const held = new AsyncLocalStorage<ReadonlyMap<string, { over: boolean }>>()

/**
 * The one way to read, change and write in a library, or in any folder that several programs share: `work` has it to
 * itself, in this program and across programs. Inside of `work` it may be called again for the same folder. What takes
 * long (copying, computing, waiting for a person) belongs before it; what was read before must be read again inside.
 * @throws NagumoError LIBRARY_UNWRITABLE where another program does not come to an end, and what `work` throws
 */
export function exclusive<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const key = resolve(folder)
  const mine = held.getStore()
  if (mine?.get(key)?.over === false) return work()
  const inTurn = async (): Promise<T> => {
    const end = await waitForTurn(join(key, claimsFolder))
    const turn = { over: false }
    try {
      return await held.run(new Map(mine).set(key, turn), work)
    } finally {
      turn.over = true
      await end()
    }
  }
  const result = (lines.get(key) ?? Promise.resolve()).then(inTurn, inTurn)
  lines.set(key, result)
  const forget = () => {
    if (lines.get(key) === result) lines.delete(key)
  }
  result.then(forget, forget)
  return result
}

/** Where the claims lie. */
export const claimsFolder = 'lock'
