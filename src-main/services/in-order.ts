import { setImmediate } from 'node:timers/promises'

/** Does a piece of work when the earlier ones are done. @throws the reason of the signal where it was aborted before */
export type InOrder = <T>(work: () => Promise<T>, signal: AbortSignal | undefined) => Promise<T>

/**
 * A queue for calculations of this process, which block it: in order of arrival, and each answer leaves before the next
 * one is computed. Work that is no longer wanted is not begun.
 */
export function createInOrder(): InOrder {
  let last: Promise<unknown> = Promise.resolve()
  return (work, signal) => {
    const result = last.then(() => {
      signal?.throwIfAborted()
      return work()
    })
    last = result.catch(() => undefined).then(() => setImmediate())
    return result
  }
}
