import { parentPort, workerData } from 'node:worker_threads'
import { createPrior } from '../model/composition/prior.ts'
import { allocateBatch, batchBytes, batchShape } from './batch.ts'
import type { WorkerRequest, WorkerSetup } from './batch-queue.ts'
import { createBatchFiller } from './training-data.ts'

// A thread that simulates batches ahead of the training step.
const setup = workerData as WorkerSetup
const prior = createPrior(setup.prior)
const shape = batchShape(prior, setup.spec, setup.recipe.batch)
const fill = createBatchFiller(setup, prior, setup.normalization)
const slots = Array.from({ length: setup.slots }, (_, i) =>
  allocateBatch(shape, setup.memory, i * batchBytes(shape)),
)

parentPort?.on('message', ({ index, slot }: WorkerRequest) => {
  fill(index, slots[slot])
  parentPort?.postMessage({ index, slot })
})
