import type { Compute } from '../../compute/process/compute.ts'
import type { BatchEvent, BatchPlan, BatchRow } from '../../contract/batches.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { Report } from '../../contract/reports.ts'
import { sha256Of } from '../../integrity/sha256.ts'
import { slug } from '../../library/ids.ts'
import { type BatchWork, estimateItem, type ItemResult } from './estimate-item.ts'
import { createEventStream } from './event-stream.ts'
import { itemsOfShard, reportStem } from './items.ts'
import { type BatchStore, reportsFolder } from './manifest.ts'
import type { Pause } from './pause.ts'
import { shareOut } from './share-out.ts'

/** A batch to run. */
export interface Batch extends Omit<BatchWork, 'options' | 'signal'> {
  plan: BatchPlan
  /** Where its results are saved. */
  store: Pick<BatchStore, 'before' | 'keep'>
  /** Number of parallel processes. */
  workers: number
  createCompute(): Compute
  /** Output besides a report's JSON: file extension and text. */
  also?(report: Report): { ending: string; text: string }[]
  /** Called with each finished item; only its row stays in memory. */
  onResult?(result: ItemResult): void | Promise<void>
  pause?: Pause
  signal?: AbortSignal | undefined
}

/**
 * Runs the remaining items of a batch and saves each as it finishes: yields the plan, items as they begin and finish,
 * and progress. Items are independent of each other, of their order and of the number of processes. Closing the stream
 * stops the batch.
 * @throws NagumoError CANCELLED where the signal is aborted, LIBRARY_UNWRITABLE where a result can't be saved; finished
 * items stay saved in either case
 */
export async function* runBatch(batch: Batch): AsyncGenerator<BatchEvent> {
  const { plan, store, workers, createCompute, pause } = batch
  const items = itemsOfShard(plan)
  const before = new Map(store.before.map((row) => [row.item.id, row]))
  const left = items.filter(({ id }) => !before.has(id))
  const done = items.flatMap(({ id }) => before.get(id) ?? [])
  yield { type: 'plan', plan, items, before: done }

  const stop = new AbortController()
  const onAbort = () => stop.abort()
  batch.signal?.addEventListener('abort', onAbort)
  if (batch.signal?.aborted) stop.abort()
  const stream = createEventStream<BatchEvent>()
  const progress = progressOf(items.length, done, pause)
  const work: BatchWork = {
    options: plan.options,
    recordings: { ...batch.recordings, read: keepLast(batch.recordings.read) },
    modelFor: batch.modelFor,
    version: batch.version,
    signal: stop.signal,
  }
  const all = shareOut({
    items: left,
    workers: Math.min(workers, left.length),
    createCompute,
    signal: stop.signal,
    ready: () => pause?.over(stop.signal) ?? Promise.resolve(),
    async work(item, compute) {
      stream.tell({ type: 'started', item })
      const result = await estimateItem(item, compute, work)
      const { report } = result
      const files = report ? filesOf(result.row, report, batch.also) : []
      const row: BatchRow = { ...result.row, report: files[0] ? described(files[0]) : null }
      await store.keep(row, files)
      await batch.onResult?.({ ...result, row })
      stream.tell({ type: 'done', row })
      stream.tell(progress.after(row))
    },
  }).then(
    () => stream.end(stop.signal.aborted && progress.left() ? stopped() : undefined),
    (error: unknown) => {
      stop.abort()
      stream.end(stop.signal.aborted && batch.signal?.aborted ? stopped() : error)
    },
  )
  try {
    yield* stream.events()
  } finally {
    stop.abort()
    batch.signal?.removeEventListener('abort', onAbort)
    await all
  }
}

function stopped(): NagumoError {
  return new NagumoError('CANCELLED', 'Stopped.')
}

function filesOf(row: BatchRow, report: Report, also: Batch['also']): { fileName: string; text: string }[] {
  const stem = reportStem(row.item, slug)
  const others = also?.(report) ?? []
  return [
    { fileName: `${stem}.json`, text: `${JSON.stringify(report)}\n` },
    ...others.map(({ ending, text }) => ({ fileName: `${stem}.${ending}`, text })),
  ]
}

function described({ fileName, text }: { fileName: string; text: string }): BatchRow['report'] {
  const bytes = Buffer.from(text)
  return { file: `${reportsFolder}/${fileName}`, bytes: bytes.length, sha256: sha256Of(bytes) }
}

/** Items before the pace is estimated, or a tenth of the batch: silent sweeps are quick. */
const enoughForPace = 20

/** Progress, and the remaining time at this run's pace, once known. */
function progressOf(total: number, before: readonly BatchRow[], pause: Pause | undefined) {
  const began = performance.now()
  const pausedBefore = pause?.seconds() ?? 0
  let [now, failed] = [0, before.filter(({ error }) => error).length]
  return {
    left: () => before.length + now < total,
    after(row: BatchRow): Extract<BatchEvent, { type: 'progress' }> {
      now++
      if (row.error) failed++
      const seconds = (performance.now() - began) / 1000 - ((pause?.seconds() ?? 0) - pausedBefore)
      const done = before.length + now
      const told = now >= Math.min(enoughForPace, (total - before.length) / 10)
      return {
        type: 'progress',
        done,
        failed,
        total,
        secondsLeft: told ? (seconds / now) * (total - done) : null,
      }
    },
  }
}

/** Recordings cached in memory, so that one of many sweeps is read once. */
const kept = 2

/** Caches the last few recordings read. */
function keepLast(read: BatchWork['recordings']['read']): BatchWork['recordings']['read'] {
  const last = new Map<string, ReturnType<typeof read>>()
  return (path, signal) => {
    const found = last.get(path) ?? read(path, signal)
    last.delete(path)
    last.set(path, found)
    found.catch(() => last.delete(path))
    for (const oldest of last.keys()) {
      if (last.size <= kept) break
      last.delete(oldest)
    }
    return found
  }
}
