import type { Damaged } from '../contract/common.ts'
import type { Listing } from './shelf.ts'

const told = new Set<string>()

/** The entries of a list. Unreadable ones are reported on standard error, each once. */
export function entriesOf<T>({ entries, damaged }: Listing<T>): T[] {
  for (const { reason } of damaged) {
    if (!told.has(reason)) console.warn(`Left out of a list: ${reason}`)
    told.add(reason)
  }
  return entries
}

/** What a list omits, and why. */
export function damagedOf({ damaged }: Listing<unknown>): Damaged[] {
  return damaged.map(({ id, reason }) => ({ id, reason }))
}
