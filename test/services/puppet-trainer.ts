import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { vi } from 'vitest'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import type { NagumoError } from '../../src-main/contract/errors.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { patience } from '../support/patience.ts'
import { modelCard, writeModelFolder } from './fixtures.ts'

/** One training under way, moved by the test as by strings. */
export interface PuppetTraining {
  job: TrainJob
  /** Has it say that it has seen so many samples; with a validation loss, where one is given. */
  say(samples: number, validation?: number, changes?: Partial<TrainEvent>): void
  /** Has it keep its model and end. */
  keep(): void
  fail(error: NagumoError): void
  /** Has it write no checkpoint at its end, as on a full disk. */
  disk: 'free' | 'full'
  /** How it ended: by itself, or as it was told to. */
  ended: null | 'kept' | 'failed' | 'aborted'
}

/** Stands in for training: does as a test says, and leaves the files that a training leaves. */
export function puppetTrainer() {
  const trainings: PuppetTraining[] = []

  async function* train(job: TrainJob, signal?: AbortSignal): AsyncGenerator<TrainEvent> {
    const orders: (TrainEvent | 'keep' | Error)[] = []
    let wake = () => {}
    const give = (order: (typeof orders)[number]) => {
      orders.push(order)
      wake()
    }
    const training: PuppetTraining = {
      job,
      say: (samples, validation, changes) => give({ ...eventAt(job, samples, validation), ...changes }),
      keep: () => give('keep'),
      fail: give,
      disk: 'free',
      ended: null,
    }
    trainings.push(training)
    const onAbort = () => wake()
    signal?.addEventListener('abort', onAbort)
    let learned = false
    try {
      for (;;) {
        signal?.throwIfAborted()
        const order = orders.shift()
        if (order === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        } else if (order === 'keep') {
          const { id, name } = job
          await writeModelFolder(dirname(job.modelFolder), { ...modelCard, id: 'model', name })
          await rm(job.runFolder, { recursive: true, force: true })
          training.ended = 'kept'
          yield { ...eventAt(job, job.samples), stage: 'kept', text: `saved as “${id}”` }
          return
        } else if (order instanceof Error) {
          training.ended = 'failed'
          throw order
        } else {
          learned = true
          yield order
        }
      }
    } finally {
      signal?.removeEventListener('abort', onAbort)
      training.ended ??= 'aborted'
      if (learned && training.ended !== 'kept' && training.disk === 'free') {
        await mkdir(job.runFolder, { recursive: true })
        await writeFile(join(job.runFolder, 'checkpoint.bin'), 'a checkpoint')
      }
    }
  }

  return {
    train,
    trainings,
    /** The training that began as the n-th, once it has; from 0. */
    async nth(n: number): Promise<PuppetTraining> {
      await vi.waitFor(() => {
        if (trainings.length <= n) throw new Error(`only ${trainings.length} began`)
      }, patience)
      return trainings[n]
    },
  }
}

function eventAt(job: TrainJob, samples: number, validation: number | null = null): TrainEvent {
  return {
    stage: 'training',
    samples,
    total: job.samples,
    loss: 1 / (1 + samples),
    validation,
    learningRate: 1e-3,
    samplesPerSecond: 5000,
    secondsLeft: 60,
    text: 'training',
  }
}
