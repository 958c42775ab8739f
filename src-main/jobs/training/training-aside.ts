import type { Compute } from '../../compute/process/compute.ts'

/** Work with a training process while no run trains, one at a time. */
export interface Asides {
  /** @param begin throws where it can’t run now */
  run<T>(work: (trainer: Compute) => Promise<T>, begin: () => void): Promise<T>
  /** Resolves when all work requested so far has settled. */
  over(): Promise<void>
  /** Aborts the current work. */
  close(): Promise<void>
}

export function createAsides(createTrainer: () => Compute): Asides {
  let last: Promise<unknown> = Promise.resolve()
  let atWork: Compute | null = null

  const over = async () => void (await last.catch(() => undefined))

  return {
    over,
    run(work, begin) {
      const result = over().then(async () => {
        begin()
        const trainer = createTrainer()
        atWork = trainer
        try {
          return await work(trainer)
        } finally {
          await trainer.close()
          atWork = null
        }
      })
      last = result
      return result
    },
    close: async () => atWork?.close(),
  }
}
