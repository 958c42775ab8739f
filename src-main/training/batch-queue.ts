import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { NetworkSpec, Normalization, PriorFile } from '../contract/models.ts'
import { createPrior } from '../simulation/prior.ts'
import { allocateBatch, batchBytes, batchShape, createBatchFiller, type TrainingBatch } from './batch.ts'

export interface QueueSettings {
  prior: PriorFile
  spec: NetworkSpec
  normalization: Normalization
  n: number
  seed: number
  /** Index of the first batch wanted. */
  first: number
}

export interface WorkerSetup extends Omit<QueueSettings, 'first'> {
  slots: number
  memory: SharedArrayBuffer
}
export interface WorkerRequest {
  index: number
  slot: number
}

/** Batches in order. Each is valid until the next is asked for. */
export interface BatchQueue {
  next(): Promise<TrainingBatch>
  /** Whether a thread of its own makes them. */
  readonly threaded: boolean
  close(): Promise<void>
}

const ahead = 4

/** Simulates ahead in a worker thread where the built worker is there (it is not in unit tests), else on demand. */
export function createBatchQueue(settings: QueueSettings): BatchQueue {
  const script = fileURLToPath(new URL('./batch-worker.cjs', import.meta.url))
  return existsSync(script) ? threadedQueue(settings, script) : inlineQueue(settings)
}

function inlineQueue({ prior: file, spec, normalization, n, seed, first }: QueueSettings): BatchQueue {
  const prior = createPrior(file)
  const fill = createBatchFiller(prior, spec, normalization, n, seed)
  const batch = allocateBatch(batchShape(prior, spec, n))
  let index = first
  return {
    threaded: false,
    async next() {
      fill(index++, batch)
      return batch
    },
    async close() {},
  }
}

function threadedQueue({ first, ...settings }: QueueSettings, script: string): BatchQueue {
  const shape = batchShape(createPrior(settings.prior), settings.spec, settings.n)
  const bytes = batchBytes(shape)
  const memory = new SharedArrayBuffer(ahead * bytes)
  const slots = Array.from({ length: ahead }, (_, i) => allocateBatch(shape, memory, i * bytes))
  const setup: WorkerSetup = { ...settings, slots: ahead, memory }
  const worker = new Worker(script, { workerData: setup })

  const ready = new Set<number>()
  let wake: (() => void) | null = null
  let failure: Error | null = null
  worker.on('message', ({ index }: WorkerRequest) => {
    ready.add(index)
    wake?.()
  })
  worker.on('error', (error) => {
    failure = error
    wake?.()
  })
  const ask = (index: number): void =>
    worker.postMessage({ index, slot: index % ahead } satisfies WorkerRequest)
  for (let i = 0; i < ahead; i++) ask(first + i)

  let index = first
  return {
    threaded: true,
    async next() {
      // The slot handed out last is free now.
      if (index > first) ask(index - 1 + ahead)
      while (!ready.has(index)) {
        if (failure) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      ready.delete(index)
      return slots[index++ % ahead]
    },
    async close() {
      await worker.terminate()
    },
  }
}
