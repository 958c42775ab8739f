import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Compute } from '../../compute/process/compute.ts'
import type { BatchEntry, BatchRequest, BatchRow } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import { Report } from '../../contract/reports.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { newId } from '../../library/ids.ts'
import type { Library } from '../../library/index.ts'
import { type Listing, listShelf } from '../../library/shelf.ts'
import { createChanges, sleep } from '../changes.ts'
import { createTurns } from '../turns.ts'
import { createEntryReader } from './batch-entry.ts'
import { batchModels, namedModels } from './batch-models.ts'
import { headerOfRequest } from './header-of-request.ts'
import { type LibraryTraces, libraryRecordings } from './library-recordings.ts'
import { beginManifest, openBatch } from './manifest.ts'
import { readManifest } from './read-manifest.ts'
import { beginRun, type RunningBatch } from './running-batch.ts'

/** Batches of the library: those on disk, and the running one. */
export interface Batches {
  list(): Promise<Listing<BatchEntry>>
  /** The list now and after each change, until the signal is aborted. */
  watch(signal?: AbortSignal): AsyncGenerator<BatchEntry[], void>
  /** @throws NagumoError of the models, LIBRARY_UNWRITABLE */
  begin(request: BatchRequest): Promise<BatchEntry>
  /** Rows so far, in chunks, and new ones as they come. */
  rows(id: string, signal?: AbortSignal): AsyncGenerator<BatchRow[], void>
  /** All rows so far, the last of each item. */
  allRows(id: string): Promise<BatchRow[]>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  report(id: string, item: string): Promise<Report>
  pause(id: string): void
  resume(id: string): void
  cancel(id: string): Promise<void>
  /** @throws NagumoError where models or options have changed, or another process is running it */
  goOn(id: string, cores?: number): Promise<void>
  remove(id: string): Promise<void>
  restore(id: string): Promise<void>
  /** Whether one is running. */
  busy(): boolean
  /** Stops the running batch after the current items. */
  close(): Promise<void>
}

export interface BatchesParts {
  library: Library
  traces: LibraryTraces
  /** Starts a compute process, which is closed here. */
  createCompute(): Compute
  /** Default number of parallel processes. */
  cores: number
  /** Of the program. */
  version: string
}

/** Most rows per message. */
const rowsAtOnce = 500
/** Shortest interval between messages, ms. */
const quietMs = 250
/** Polling interval for changes by other processes, ms. */
const lookMs = 3000

export function createBatches(parts: BatchesParts): Batches {
  const { library, traces, createCompute, cores, version } = parts
  const shelf = library.batches
  const changes = createChanges()
  const turns = createTurns()
  const readEntry = createEntryReader()
  /** Running or waiting batches; those that failed stay with their error. */
  const held = new Map<string, RunningBatch>()

  const atWork = (id: string): RunningBatch | null => {
    const one = held.get(id)
    return one && isAtWork(one) ? one : null
  }

  async function entryOf(id: string): Promise<BatchEntry> {
    const here = held.get(id)
    if (here && isAtWork(here)) return here.entry()
    const entry = await readEntry(id, await shelf.folderOf(id))
    if (!entry) throw shelf.damagedError(id, 'its manifest, batch.jsonl, is missing')
    return here ? { ...entry, error: here.entry().error } : entry
  }

  async function list(): Promise<Listing<BatchEntry>> {
    const listing = await listShelf(shelf.kind, await shelf.ids(), entryOf)
    listing.entries.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id))
    return listing
  }

  /** Runs the remaining items of a stored batch. */
  async function work(id: string, workers: number): Promise<void> {
    const folder = await shelf.folderOf(id)
    const there = await readManifest(folder)
    if (!there) throw shelf.damagedError(id, 'its manifest, batch.jsonl, is missing')
    const { plan } = there.header
    const { options } = plan
    const modelFor = batchModels(
      library,
      (unit) => library.models.get(options.models.find((one) => one.unit === unit)?.id ?? ''),
      options,
    )
    const now = { ...options, models: await namedModels(modelFor) }
    const header = { ...there.header, plan: { ...plan, options: now } }
    const store = await openBatch(folder, header, true)
    if (store.damaged > 0)
      library.notices.tell(
        `${store.damaged} lines of the batch in ${folder} were damaged; their items are estimated again.`,
      )
    const run = beginRun({
      id,
      header,
      store,
      turns,
      changed: () => changes.tell(),
      recordings: libraryRecordings(library, traces, plan.files),
      modelFor,
      version,
      workers,
      createCompute,
    })
    held.set(id, run)
    changes.tell()
  }

  function running(id: string): RunningBatch {
    const one = atWork(id)
    if (one) return one
    throw new NagumoError('USAGE', `The batch “${id}” is not running.`)
  }

  const stop = async (id: string): Promise<void> => {
    await atWork(id)?.stop()
    changes.tell()
  }

  async function allRows(id: string): Promise<BatchRow[]> {
    const there = await readManifest(await shelf.folderOf(id))
    return [...(there?.rows.values() ?? [])].sort((a, b) => a.item.index - b.item.index)
  }

  return {
    list,
    async *watch(signal) {
      for (let last = ''; !signal?.aborted; ) {
        const seen = changes.count()
        const { entries } = await list()
        const now = JSON.stringify(entries)
        if (now !== last && !signal?.aborted) yield entries
        last = now
        await sleep(quietMs, signal)
        await changes.next(seen, lookMs, signal)
      }
    },
    async begin(request) {
      await library.requireWritable()
      const header = await headerOfRequest(parts, request)
      const id = newId(header.plan.options.models[0]?.name ?? 'batch')
      await shelf.place(id, (folder) => beginManifest(folder, header))
      await work(id, request.cores ?? cores)
      return entryOf(id)
    },
    async *rows(id, signal) {
      const one = atWork(id)
      const all = one?.rows() ?? (await allRows(id))
      for (let sent = 0; !signal?.aborted; ) {
        // Read before the rows, so that later changes count as unsent.
        const seen = changes.count()
        const over = !one || !isAtWork(one)
        const next = all.slice(sent, sent + rowsAtOnce)
        if (next.length > 0) yield next
        sent += next.length
        if (sent < all.length) continue
        if (over) return
        await sleep(quietMs, signal)
        await changes.next(seen, lookMs, signal)
      }
    },
    allRows,
    async report(id, item) {
      const folder = await shelf.folderOf(id)
      const row = held
        .get(id)
        ?.rows()
        .findLast((one) => one.item.id === item)
      const { report } = row ?? (await allRows(id)).find((one) => one.item.id === item) ?? { report: null }
      if (!report) throw new NagumoError('NOT_FOUND', 'This item of the batch has no report.')
      const bytes = await readFile(join(folder, report.file)).catch(() => null)
      if (bytes === null || sha256Of(bytes) !== report.sha256)
        throw new NagumoError(
          'LIBRARY_DAMAGED',
          `${join(folder, report.file)} ${bytes ? 'was changed after it was written (its SHA-256 differs)' : 'is missing'}. Restore it from a backup, or delete it and resume the batch, which estimates it again.`,
        )
      return Report.parse(JSON.parse(bytes.toString('utf8')))
    },
    pause: (id) => running(id).pause(),
    resume: (id) => running(id).resume(),
    cancel: stop,
    async goOn(id, wanted = cores) {
      if (!atWork(id)) await work(id, wanted)
    },
    async remove(id) {
      await stop(id)
      held.delete(id)
      await shelf.remove(id)
      changes.tell()
    },
    async restore(id) {
      await shelf.restore(id)
      changes.tell()
    },
    busy: () => [...held.values()].some(isAtWork),
    close: async () => void (await Promise.all([...held.keys()].map(stop))),
  }
}

function isAtWork(one: RunningBatch): boolean {
  return !['interrupted', 'done'].includes(one.entry().state)
}
