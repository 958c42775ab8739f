import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { PriorFile } from '../contract/models.ts'
import type { NetworkSpec, Normalization } from '../contract/networks.ts'
import { allocateBatch, batchBytes, type TrainingBatch } from '../inference/network/batch.ts'
import type { Learner } from '../inference/network/learner.ts'
import { coresHere } from '../model/simulate/cores.ts'
import { createBatchFiller, type DataSettings } from './training-data.ts'

export interface QueueSettings extends DataSettings {
  /** The learner's prior, from which a thread builds its own. */
  prior: PriorFile
  normalization: Normalization
  /** Index of the first batch wanted. */
  first: number
}

export interface WorkerSetup extends Omit<QueueSettings, 'first'> {
  spec: NetworkSpec
  slots: number
  memory: SharedArrayBuffer
}
export interface WorkerRequest {
  index: number
  slot: number
}

/** Batches in order. Each is valid until the next is requested. */
export interface BatchQueue {
  next(): Promise<TrainingBatch>
  /** Number of worker threads; 0 where batches are made on demand. */
  readonly threads: number
  close(): Promise<void>
}

/** One core is left to the training step. */
const threadsHere = Math.max(1, Math.min(4, coresHere() - 1))
/** Another thread is started after this many batches with a waiting time above this share of the total. */
const patience = 32
const maximalWait = 0.05

/**
 * Simulates ahead in worker threads where the built worker exists (it does not in unit tests), else on demand; a
 * fixed set is simulated once, and so on demand. One thread usually suffices; more are started only where the step
 * waits.
 */
export function createBatchQueue(
  learner: Learner,
  settings: QueueSettings,
  maximalThreads = threadsHere,
): BatchQueue {
  const script = fileURLToPath(new URL('./batch-worker.cjs', import.meta.url))
  const ahead = settings.recipe.data === 'fresh' && existsSync(script)
  return ahead ? threadedQueue(learner, settings, script, maximalThreads) : inlineQueue(learner, settings)
}

function inlineQueue(learner: Learner, settings: QueueSettings): BatchQueue {
  const fill = createBatchFiller(learner, settings, settings.normalization)
  const batch = allocateBatch(learner, settings.recipe.batch)
  let index = settings.first
  return {
    threads: 0,
    async next() {
      fill(index++, batch)
      return batch
    },
    async close() {},
  }
}

function threadedQueue(
  learner: Learner,
  { first, ...settings }: QueueSettings,
  script: string,
  maximalThreads: number,
): BatchQueue {
  const ahead = 4 * maximalThreads
  const rows = settings.recipe.batch
  const bytes = batchBytes(learner, rows)
  const memory = new SharedArrayBuffer(ahead * bytes)
  const slots = Array.from({ length: ahead }, (_, i) => allocateBatch(learner, rows, memory, i * bytes))
  const setup: WorkerSetup = { ...settings, spec: learner.spec, slots: ahead, memory }

  const ready = new Set<number>()
  const threads: { worker: Worker; asked: number }[] = []
  let wake: (() => void) | null = null
  let failure: Error | null = null

  function addThread(): void {
    const thread = { worker: new Worker(script, { workerData: setup }), asked: 0 }
    thread.worker.on('message', ({ index }: WorkerRequest) => {
      thread.asked--
      ready.add(index)
      wake?.()
    })
    thread.worker.on('error', (error) => {
      failure = error
      wake?.()
    })
    threads.push(thread)
  }

  /** A batch's contents do not depend on the thread that makes it. */
  function ask(index: number): void {
    const idlest = threads.reduce((a, b) => (b.asked < a.asked ? b : a))
    idlest.asked++
    idlest.worker.postMessage({ index, slot: index % ahead } satisfies WorkerRequest)
  }

  addThread()
  for (let i = 0; i < ahead; i++) ask(first + i)

  let index = first
  let waited = 0
  let since = performance.now()
  function watchWaiting(): void {
    if ((index - first) % patience !== 0) return
    const now = performance.now()
    // The first batches wait for the thread to start.
    const slow = index > first + patience && waited > maximalWait * (now - since)
    if (slow && threads.length < maximalThreads) addThread()
    ;[waited, since] = [0, now]
  }

  return {
    get threads() {
      return threads.length
    },
    async next() {
      // The slot returned last is free now.
      if (index > first) ask(index - 1 + ahead)
      const asked = performance.now()
      while (!ready.has(index)) {
        if (failure) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      waited += performance.now() - asked
      ready.delete(index)
      const batch = slots[index++ % ahead]
      watchWaiting()
      return batch
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }
}
