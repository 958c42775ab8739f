import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from './programs.ts'
import { must } from './tally.ts'

/** Checksums of all stored entries of a library, by kind and id. */
export type Snapshot = Map<string, string>

/** Reads all listed entries completely. @throws Error where one can't be read */
export async function snapshotOf(client: Client): Promise<Snapshot> {
  const found: Snapshot = new Map()
  for (const { id } of await client.recordings.list()) {
    const [recording, view] = [
      await client.recordings.get({ id }),
      await client.recordings.view({ id, sweep: 0, points: 20_000 }),
    ]
    found.set(`recording ${id}`, hashOf(JSON.stringify([recording, view])))
  }
  // A result that could not be saved exists until the program exits, and was reported as not saved.
  for (const { id } of (await client.reports.list()).filter(({ notKept }) => notKept === undefined))
    found.set(`report ${id}`, hashOf(JSON.stringify(await client.reports.get({ id }))))
  for (const { id } of (await client.series.list()).filter(({ notKept }) => notKept === undefined))
    found.set(`series ${id}`, hashOf(JSON.stringify(await client.series.get({ id }))))
  for (const { id, shipped } of await client.models.list()) {
    // Exported, so that every byte is compared with the model's card.
    if (!shipped) found.set(`model ${id}`, await exported(client, id))
  }
  for (const run of await client.trainings.list())
    found.set(`training ${run.id}`, hashOf(JSON.stringify([run.createdAt, run.request])))
  return found
}

/** Checksum of an exported model's bytes. */
export async function exported(client: Client, id: string): Promise<string> {
  const file = await client.models.export({ id })
  return hashOf(Buffer.from(await file.arrayBuffer()))
}

function hashOf(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex')
}

/**
 * @param touched entries that the current task may have changed, added or removed
 * @throws Error naming an acknowledged entry that is missing or changed
 */
export function requireKept(before: Snapshot, after: Snapshot, touched: readonly string[] = []): void {
  for (const [key, hash] of before) {
    if (touched.includes(key)) continue
    must(after.has(key), `${key} is gone`)
    must(after.get(key) === hash, `${key} is not as it was acknowledged`)
  }
}

/** Damage reported to the window, of all kinds. */
export async function damagedIn(client: Client): Promise<{ id: string; reason: string }[]> {
  const lists = await Promise.all([
    client.recordings.damaged(),
    client.reports.damaged(),
    client.series.damaged(),
    client.models.damaged(),
    client.trainings.damaged(),
  ])
  return lists.flat()
}

/** @throws Error where something partially written is listed or left behind, or a lock that others wait for */
export async function requireTidy(client: Client, library: string): Promise<void> {
  const damaged = await damagedIn(client)
  must(damaged.length === 0, `half written or damaged: ${damaged.map(({ reason }) => reason).join(' ')}`)
  const { problem } = await client.library.status()
  must(problem === null, `the library has a problem: ${problem?.message}`)
  const left = await readdir(join(library, 'temporary')).catch(() => [])
  must(left.length === 0, `left over: temporary/${left.join(', ')}`)
  // A lock of a dead process stays until it is requested, and then must neither block nor persist.
  await client.models.makeDefault({ id: (await client.models.list())[0].id })
  const claims = await readdir(join(library, 'lock')).catch(() => [])
  must(claims.length === 0, `left over: lock/${claims.join(', ')}`)
  const models = await readdir(join(library, 'models')).catch(() => [])
  const half = models.filter((name) => name.includes('.'))
  must(half.length === 0, `left over: models/${half.join(', ')}`)
}
