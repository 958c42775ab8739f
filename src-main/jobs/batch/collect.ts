import type { BatchHeader, BatchItem, BatchRow } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import { itemName, itemsOfShard } from './items.ts'
import { otherFile } from './manifest.ts'
import { differences } from './options.ts'
import type { Manifest } from './read-manifest.ts'

/** A manifest and its folder. */
export type Part = Pick<Manifest, 'header' | 'rows'> & { folder: string }

/** An incomplete part of a batch. */
export interface Missing {
  /** null where the whole shard is missing. */
  folder: string | null
  header: BatchHeader
  /** Its shard; null for an unsharded batch. */
  shard: { index: number; count: number } | null
  /** Items without a result. */
  items: BatchItem[]
  /** Total number of items. */
  of: number
}

/** Merged parts of batches. */
export interface Collected {
  /** By recording, sweep and window, from whichever part. */
  rows: BatchRow[]
  missing: Missing[]
  /** Notes on the table: parts from different versions of the program. */
  notes: string[]
}

/**
 * Merges the parts of a batch, or batches of other recordings with the same options.
 * @throws NagumoError USAGE where two parts belong to different batches, or disagree on an item
 */
export function collectParts(parts: readonly Part[]): Collected {
  const [first] = parts
  for (const part of parts.slice(1)) refuseOther(first, part)
  const found = new Map<string, { row: BatchRow; folder: string }>()
  for (const { rows, folder } of parts) {
    for (const row of rows.values()) {
      const other = found.get(row.item.id)
      if (other?.row.error === null && row.error === null && numbersOf(other.row) !== numbersOf(row)) {
        throw new NagumoError(
          'USAGE',
          `${itemName(row.item)} has different numbers in ${other.folder} and ${folder}, although both belong to the same batch. Find out which program or machine made each, and exclude one of them.`,
        )
      }
      // A result takes precedence over a failure that was to be retried.
      if (!other || (other.row.error !== null && row.error === null)) found.set(row.item.id, { row, folder })
    }
  }
  const rows = [...found.values()].map(({ row }) => row).sort(byPlace)
  return { rows, missing: missingOf(parts, new Set(found.keys())), notes: notesOf(parts) }
}

/** Shards share their files; unsharded batches need not. */
function refuseOther(one: Part, other: Part): void {
  const [there, here] = [one.header.plan, other.header.plan]
  const refuse = (why: string): never => {
    throw new NagumoError(
      'USAGE',
      `${other.folder} does not belong to the batch in ${one.folder}: ${why}. Collect each batch separately.`,
    )
  }
  const differing = differences(there.options, here.options, [`in ${one.folder}`, `in ${other.folder}`])
  if (differing.length > 0) refuse(`they differ in ${differing.join('; ')}`)
  if (!there.shard && !here.shard) return
  if (there.shard?.count !== here.shard?.count) refuse(`it is ${partName(other)}, the other ${partName(one)}`)
  const file = otherFile(there.files, here.files)
  if (file !== null) refuse(`${file} (“now” means when ${other.folder} was started)`)
}

function partName({ header: { plan } }: Part): string {
  return plan.shard ? `a shard of ${plan.shard.count}` : 'an unsharded batch'
}

function missingOf(parts: readonly Part[], done: ReadonlySet<string>): Missing[] {
  const missing = parts.flatMap(({ header, folder }): Missing[] => {
    const own = itemsOfShard(header.plan)
    const items = own.filter(({ id }) => !done.has(id))
    return items.length > 0 ? [{ folder, header, shard: header.plan.shard, items, of: own.length }] : []
  })
  const [{ header }] = parts
  const { shard } = header.plan
  if (!shard) return missing
  const there = new Set(parts.map((part) => part.header.plan.shard?.index))
  for (let index = 1; index <= shard.count; index++) {
    if (there.has(index)) continue
    const own = itemsOfShard({ ...header.plan, shard: { index, count: shard.count } })
    const items = own.filter(({ id }) => !done.has(id))
    // With more shards than items some are empty.
    if (items.length > 0)
      missing.push({ folder: null, header, shard: { index, count: shard.count }, items, of: own.length })
  }
  return missing
}

function notesOf(parts: readonly Part[]): string[] {
  const versions = [...new Set(parts.map(({ header }) => header.program.version))]
  if (versions.length < 2) return []
  return [
    `The parts were computed by Nagumo ${versions.join(' and ')}; numbers may differ in the last digits.`,
  ]
}

/** The parts of an item's row that do not depend on machine or time. */
function numbersOf({ window, model, seed, verdict, parameters }: BatchRow): string {
  return JSON.stringify([window, model, seed, verdict, parameters])
}

function byPlace({ item: a }: BatchRow, { item: b }: BatchRow): number {
  return (
    compare(a.path, b.path) ||
    compare(a.sha256 ?? '', b.sha256 ?? '') ||
    a.sweepIndex - b.sweepIndex ||
    a.windowIndex - b.windowIndex
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
