import { AsyncLocalStorage } from 'node:async_hooks'
import { join, resolve } from 'node:path'
import { waitForTurn } from './claims.ts'

/** Last queued work of this process, by folder. */
const lines = new Map<string, Promise<unknown>>()
/** Folders locked by the current work (reentrancy), until it ends: what it leaves running no longer holds them. */
const held = new AsyncLocalStorage<ReadonlyMap<string, { over: boolean }>>()

/**
 * The only way to read, change and write in a library, or in any folder shared by several processes: `work` runs under
 * an exclusive lock, within this process and across processes. Reentrant for the same folder. Slow steps (copying,
 * computing, waiting for a user) belong before it; data read before must be read again inside.
 * @throws NagumoError LIBRARY_UNWRITABLE on timeout, and what `work` throws
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

/** Where the claims are. */
export const claimsFolder = 'lock'
