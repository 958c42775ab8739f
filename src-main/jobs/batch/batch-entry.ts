import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchEntry } from '../../contract/batches.ts'
import { itemsOfShard } from './items.ts'
import { type Manifest, manifestName, readManifest } from './read-manifest.ts'

/** A batch by its manifest, while no process runs it. */
export function entryOfManifest(id: string, { header, rows }: Pick<Manifest, 'header' | 'rows'>): BatchEntry {
  const { plan, createdAt } = header
  const total = itemsOfShard(plan).length
  const all = [...rows.values()]
  return {
    id,
    createdAt,
    state: rows.size < total ? 'interrupted' : 'done',
    recordings: plan.files.length,
    total,
    done: rows.size,
    failed: all.filter(({ error }) => error).length,
    again: all.filter(({ again }) => again).length,
    models: [...new Set(plan.options.models.map(({ name }) => name))],
    windows: plan.options.windows,
    seed: plan.options.seed,
    secondsLeft: null,
    cores: 0,
    error: null,
  }
}

/** Reads entries of batches, caching unchanged manifests. */
export function createEntryReader() {
  const known = new Map<string, { sign: string; entry: BatchEntry }>()
  /** @throws NagumoError LIBRARY_DAMAGED where there is no manifest, or it can't be read */
  return async (id: string, folder: string): Promise<BatchEntry | null> => {
    const found = await stat(join(folder, manifestName)).catch(() => null)
    if (!found) return null
    const sign = `${found.size} ${found.mtimeMs} ${found.ino}`
    const before = known.get(id)
    if (before?.sign === sign) return before.entry
    const manifest = await readManifest(folder)
    if (!manifest) return null
    const entry = entryOfManifest(id, manifest)
    known.set(id, { sign, entry })
    return entry
  }
}
