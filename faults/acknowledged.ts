import type { Client } from './programs.ts'
import type { Snapshot } from './snapshot.ts'
import { must } from './tally.ts'

/** What was acknowledged to a task before a kill ended it: that something is saved, or has a requested state. */
export interface Acknowledged {
  /** @param key as in a snapshot */
  kept(key: string): void
  /** Checked in the next window; the last one of a name counts. */
  promised(name: string, holds: (client: Client) => Promise<boolean>): void
}

/** Records acknowledgements, and checks after the kill whether they hold. */
export function createAcknowledged(): Acknowledged & {
  require(client: Client, after: Snapshot): Promise<void>
} {
  const keys = new Set<string>()
  const promises = new Map<string, (client: Client) => Promise<boolean>>()
  return {
    kept: (key) => void keys.add(key),
    promised: (name, holds) => void promises.set(name, holds),
    /** @throws Error naming an acknowledgement that does not hold */
    async require(client, after) {
      for (const key of keys) must(after.has(key), `${key} was acknowledged just before the kill and is gone`)
      for (const [name, holds] of promises)
        must(await holds(client), `${name} was acknowledged just before the kill and does not hold`)
    },
  }
}
