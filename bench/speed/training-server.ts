import { startEngine } from '../../src-main/compute/tensorflow/start-engine.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import type { Engine } from '../../src-main/inference/network/engine.ts'
import { createBatchQueue } from '../../src-main/training/batch-queue.ts'
import { createTrainer } from './trainer.ts'

export interface TrainingQuestion {
  network: string
  batch: number
  seconds: number
  /** Whether fresh batches are simulated in parallel with the steps, as in a run, or one batch is reused. */
  fresh: boolean
}
export interface TrainingAnswer {
  samplesPerSecond: number
  /** Fraction of the time that the step waits for data. */
  waiting: number
  /** Of this process, MB. */
  memory: number
}

/** Serves training-speed requests on this process's backend, until its parent exits. */
export async function serveTraining(): Promise<void> {
  const { engine } = await startEngine()
  process.on('message', (question: TrainingQuestion) => {
    measure(question, engine).then(
      (answer) => process.send?.({ answer }),
      (error: Error) => process.send?.({ failed: error.message }),
    )
  })
  process.send?.({ ready: true })
  await new Promise<void>((resolve) => process.once('disconnect', resolve))
}

async function measure(
  { network, batch, seconds, fresh }: TrainingQuestion,
  engine: Engine,
): Promise<TrainingAnswer> {
  const trainer = createTrainer(findNetwork(network).spec, batch, engine)
  const queue = fresh ? createBatchQueue(trainer.learner, trainer.queueSettings) : null
  try {
    // Warm-up: the first steps allocate, and the simulation thread has to start.
    const warm = performance.now() + 250 * seconds
    let first = 0
    do {
      const began = performance.now()
      trainer.step(await queue?.next())
      first = performance.now() - began
    } while (performance.now() < warm)
    let [steps, waited] = [0, 0]
    const began = performance.now()
    const end = began + 1000 * seconds - (first > 500 * seconds ? first : 0)
    do {
      const asked = performance.now()
      const next = await queue?.next()
      waited += performance.now() - asked
      trainer.step(next)
      steps++
    } while (performance.now() < end)
    const took = performance.now() - began
    return {
      samplesPerSecond: (1000 * steps * batch) / took,
      waiting: waited / took,
      memory: process.memoryUsage.rss() / 2 ** 20,
    }
  } finally {
    await queue?.close()
    trainer.dispose()
  }
}
