import type { BatchEntry, BatchHeader, BatchRow } from '../../contract/batches.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import type { Turns } from '../turns.ts'
import { entryOfManifest } from './batch-entry.ts'
import type { BatchStore } from './manifest.ts'
import { createPause } from './pause.ts'
import { type Batch, runBatch } from './run-batch.ts'

/** A batch running or waiting in this process. */
export interface RunningBatch {
  entry(): BatchEntry
  /** Finished items in order of completion; those of an earlier run first. */
  rows(): readonly BatchRow[]
  pause(): void
  resume(): void
  /** Stops it after the current items. */
  stop(): Promise<void>
  /** Resolves when none of its work is running. */
  ended: Promise<void>
}

interface RunParts extends Omit<Batch, 'plan' | 'store' | 'pause' | 'signal'> {
  id: string
  header: BatchHeader
  store: BatchStore
  /** Batches run one at a time. */
  turns: Turns
  /** Called at each change. */
  changed(): void
}

/** Runs the remaining items of a batch when its turn comes. */
export function beginRun({ id, header, store, turns, changed, ...batch }: RunParts): RunningBatch {
  const stop = new AbortController()
  const pause = createPause()
  const rows = [...store.before]
  const before = new Map(rows.map((row) => [row.item.id, row]))
  let entry: BatchEntry = {
    ...entryOfManifest(id, { header, rows: before }),
    state: 'waiting',
    cores: batch.workers,
  }
  const change = (by: Partial<BatchEntry>): void => {
    entry = { ...entry, ...by }
    changed()
  }

  async function work(): Promise<void> {
    let release: (() => void) | null = null
    try {
      release = await turns.take(stop.signal, () => undefined)
      change({ state: pause.paused() ? 'paused' : 'running' })
      const events = runBatch({ ...batch, plan: header.plan, store, pause, signal: stop.signal })
      for await (const event of events) {
        if (event.type === 'done') {
          rows.push(event.row)
          change({ again: entry.again + (event.row.again ? 1 : 0) })
        } else if (event.type === 'progress') {
          const { done, failed, secondsLeft } = event
          change({ done, failed, secondsLeft })
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) {
        const { code, message } = fromRpcError(error)
        if (code === 'INTERNAL') console.error(error)
        change({ error: { code, message } })
      }
    } finally {
      await store.close().catch(() => undefined)
      release?.()
      change({ state: entry.done < entry.total ? 'interrupted' : 'done', secondsLeft: null, cores: 0 })
    }
  }
  const ended = work()
  const setPaused = (paused: boolean): void => {
    if (entry.state !== 'running' && entry.state !== 'paused') return
    if (paused) pause.pause()
    else pause.resume()
    change({ state: paused ? 'paused' : 'running' })
  }
  return {
    entry: () => entry,
    rows: () => rows,
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    async stop() {
      stop.abort()
      await ended
    },
    ended,
  }
}
