import { parentPort, workerData } from 'node:worker_threads'
import { allocateBatch, batchBytes } from '../inference/network/batch.ts'
import { createLearner } from '../inference/network/learner.ts'
import { createPrior } from '../model/composition/prior.ts'
import type { WorkerRequest, WorkerSetup } from './batch-queue.ts'
import { createBatchFiller } from './training-data.ts'

// A thread that simulates batches ahead of the training step.
const setup = workerData as WorkerSetup
const learner = createLearner(createPrior(setup.prior), setup.spec)
const rows = setup.recipe.batch
const fill = createBatchFiller(learner, setup, setup.normalization)
const slots = Array.from({ length: setup.slots }, (_, i) =>
  allocateBatch(learner, rows, setup.memory, i * batchBytes(learner, rows)),
)

parentPort?.on('message', ({ index, slot }: WorkerRequest) => {
  fill(index, slots[slot])
  parentPort?.postMessage({ index, slot })
})
