import type { Compute } from '../../compute/process/compute.ts'

/** Work with a process for training while no run trains, one after the other. */
export interface Asides {
  /** @param begin throws where it can’t be done now */
  run<T>(work: (trainer: Compute) => Promise<T>, begin: () => void): Promise<T>
  /** Resolves when what was asked for so far has ended, in whatever way. */
  over(): Promise<void>
  /** Ends the one at work. */
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
