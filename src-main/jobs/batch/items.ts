import type { BatchItem, BatchPlan, BatchShard } from '../../contract/batches.ts'
import type { Window } from '../../contract/recordings.ts'
import { sha256Of } from '../../integrity/sha256.ts'

/**
 * All items of a batch, over all shards: by file in the order of paths, then by sweep and window. An unreadable file is
 * one item.
 */
export function itemsOf({ files, options }: Pick<BatchPlan, 'files' | 'options'>): BatchItem[] {
  let index = 0
  return files.flatMap(({ path, sha256, sweeps }) => {
    const windows = options.windows.map(({ window }) => window)
    const of = sweeps ?? [{ name: null, index: 0 }]
    return of.flatMap(({ name, index: sweepIndex }) =>
      (sweeps ? windows : [null]).map((window, windowIndex) => {
        const id = sha256Of(Buffer.from(JSON.stringify([path, sha256, name, sweepIndex, window]))).slice(
          0,
          16,
        )
        return { id, index: index++, path, sha256, sweep: name, sweepIndex, window, windowIndex }
      }),
    )
  })
}

/**
 * The items of a shard: every n-th, by the index of the file and of the item in it, so that unreadable files on one
 * machine do not shift the others.
 */
export function itemsOfShard(plan: Pick<BatchPlan, 'files' | 'options' | 'shard'>): BatchItem[] {
  const items = itemsOf(plan)
  const { shard } = plan
  if (!shard) return items
  const place = new Map(plan.files.map(({ path }, k) => [path, k]))
  const seen = new Map<string, number>()
  return items.filter(({ path }) => {
    const within = seen.get(path) ?? 0
    seen.set(path, within + 1)
    return isOf(shard, (place.get(path) ?? 0) + within)
  })
}

function isOf({ index, count }: BatchShard, place: number): boolean {
  return place % count === index - 1
}

/**
 * The seed of an item, 0 … 2³²−1, from the batch's seed, the file's bytes, the sweep and the window only: independent
 * of order, and of the file's place and name.
 */
export function seedOfItem(seed: number, { sha256, sweepIndex, window }: BatchItem): number {
  return Buffer.from(
    sha256Of(Buffer.from(JSON.stringify([seed, sha256, sweepIndex, window]))),
    'hex',
  ).readUInt32BE()
}

/** Base name of an item's report: descriptive and unique. */
export function reportStem({ id, path, sweep }: BatchItem, slug: (text: string) => string): string {
  const name = slug(path.replace(/\.[^./]*$/, '')).slice(0, 60)
  return [name || 'recording', slug(sweep ?? '').slice(0, 30), id].filter(Boolean).join('-')
}

/** “cell07.csv, v1, 120 to 320 ms”. */
export function itemName({ path, sweep, window }: Pick<BatchItem, 'path' | 'sweep' | 'window'>): string {
  return [path, sweep, window && windowText(window)].filter((part) => part !== null).join(', ')
}

function windowText({ from, to }: Window): string {
  return `${from} to ${to} ms`
}
