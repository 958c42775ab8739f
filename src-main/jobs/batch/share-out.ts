import type { Compute } from '../../compute/process/compute.ts'

/** Work distributed over processes. */
export interface Shared<T> {
  items: Iterable<T> | AsyncIterable<T>
  /** Number of processes. */
  workers: number
  /** Starts a worker's process, which is closed when no items are left. */
  createCompute(): Compute
  /** Waits while paused. */
  ready?(): Promise<void>
  /** A rejection ends everything: failures of an item are results. */
  work(item: T, compute: Compute): Promise<void>
  signal: AbortSignal
}

/**
 * Gives each process the next item as soon as it is free. Ends when all are done, or when nothing runs any more after
 * the signal was aborted or one failed.
 * @throws the first error of `work`
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

/** Serializes concurrent calls. */
async function* oneByOne<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items
}
