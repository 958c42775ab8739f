import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from './programs.ts'
import { must } from './tally.ts'

/** Checksums of all that a library says it keeps, each by its kind and id. */
export type Snapshot = Map<string, string>

/**
 * Reads all that is listed, whole. @throws Error where something that is listed can't be read
 */
export async function snapshotOf(client: Client): Promise<Snapshot> {
  const found: Snapshot = new Map()
  for (const { id } of await client.recordings.list()) {
    const [recording, view] = [
      await client.recordings.get({ id }),
      await client.recordings.view({ id, sweep: 0, points: 20_000 }),
    ]
    found.set(`recording ${id}`, hashOf(JSON.stringify([recording, view])))
  }
  // What could not be written is there until the program ends, and was said not to be kept.
  for (const { id } of (await client.reports.list()).filter(({ notKept }) => notKept === undefined))
    found.set(`report ${id}`, hashOf(JSON.stringify(await client.reports.get({ id }))))
  for (const { id } of (await client.series.list()).filter(({ notKept }) => notKept === undefined))
    found.set(`series ${id}`, hashOf(JSON.stringify(await client.series.get({ id }))))
  for (const { id, shipped } of await client.models.list()) {
    // Exported: every byte of it is compared with what its card says.
    if (!shipped) found.set(`model ${id}`, await exported(client, id))
  }
  for (const run of await client.trainings.list())
    found.set(`training ${run.id}`, hashOf(JSON.stringify([run.createdAt, run.request])))
  return found
}

/** What an exported model is, by its bytes. */
export async function exported(client: Client, id: string): Promise<string> {
  const file = await client.models.export({ id })
  return hashOf(Buffer.from(await file.arrayBuffer()))
}

function hashOf(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('hex')
}

/**
 * @param touched what the work at hand may have changed, made or removed
 * @throws Error naming what is gone or other than it was acknowledged
 */
export function requireKept(before: Snapshot, after: Snapshot, touched: readonly string[] = []): void {
  for (const [key, hash] of before) {
    if (touched.includes(key)) continue
    must(after.has(key), `${key} is gone`)
    must(after.get(key) === hash, `${key} is not as it was acknowledged`)
  }
}

/** What the window is told of damage, of all kinds. */
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

/** @throws Error where something half written is listed or left behind, or a claim that others wait for */
export async function requireTidy(client: Client, library: string): Promise<void> {
  const damaged = await damagedIn(client)
  must(damaged.length === 0, `half written or damaged: ${damaged.map(({ reason }) => reason).join(' ')}`)
  const { problem } = await client.library.status()
  must(problem === null, `the library has a problem: ${problem?.message}`)
  const left = await readdir(join(library, 'temporary')).catch(() => [])
  must(left.length === 0, `left over: temporary/${left.join(', ')}`)
  // A claim of a program that is gone stays until somebody wants something, and then must neither block nor stay.
  await client.models.makeDefault({ id: (await client.models.list())[0].id })
  const claims = await readdir(join(library, 'lock')).catch(() => [])
  must(claims.length === 0, `left over: lock/${claims.join(', ')}`)
  const models = await readdir(join(library, 'models')).catch(() => [])
  const half = models.filter((name) => name.includes('.'))
  must(half.length === 0, `left over: models/${half.join(', ')}`)
}
