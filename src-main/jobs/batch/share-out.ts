import type { Compute } from '../../compute/process/compute.ts'

/** Work that is shared out among processes. */
export interface Shared<T> {
  items: Iterable<T> | AsyncIterable<T>
  /** How many processes. */
  workers: number
  /** A process for one worker; it is closed when there is nothing left for it. */
  createCompute(): Compute
  /** Waits where nothing new is to begin now. */
  ready?(): Promise<void>
  /** What fails here ends all: the failures of an item are its results. */
  work(item: T, compute: Compute): Promise<void>
  signal: AbortSignal
}

/**
 * Gives each process the next item as soon as it is free. Ends when all are done, or nothing is at work any more after the
 * signal was aborted or one failed.
 * @throws what `work` throws, the first
 */
export async function shareOut<T>({
  items,
  workers,
  createCompute,
  ready,
  work,
  signal,
}: Shared<T>): Promise<void> {
  const source = oneByOne(items)
  let failure: { error: unknown } | null = null
  const goesOn = () => !signal.aborted && failure === null
  const worker = async (): Promise<void> => {
    const compute = createCompute()
    try {
      for (;;) {
        await ready?.()
        if (!goesOn()) break
        const next = await source.next()
        if (next.done || !goesOn()) break
        await work(next.value, compute)
      }
    } catch (error) {
      failure ??= { error }
    } finally {
      await compute.close()
    }
  }
  await Promise.all(Array.from({ length: workers }, worker))
  const failed = failure as { error: unknown } | null
  if (failed) throw failed.error
}

/** Answers in the order in which it is asked, however many ask. */
async function* oneByOne<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items
}
