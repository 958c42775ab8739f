import { parentPort, workerData } from 'node:worker_threads'
import { createPrior } from '../simulation/prior.ts'
import { allocateBatch, batchBytes, batchShape, createBatchFiller } from './batch.ts'
import type { WorkerRequest, WorkerSetup } from './batch-queue.ts'

// A thread that simulates batches ahead of the training step.
const setup = workerData as WorkerSetup
const prior = createPrior(setup.prior)
const shape = batchShape(prior, setup.spec, setup.n)
const fill = createBatchFiller(prior, setup.spec, setup.normalization, setup.n, setup.seed)
const slots = Array.from({ length: setup.slots }, (_, i) =>
  allocateBatch(shape, setup.memory, i * batchBytes(shape)),
)

parentPort?.on('message', ({ index, slot }: WorkerRequest) => {
  fill(index, slots[slot])
  parentPort?.postMessage({ index, slot })
})
