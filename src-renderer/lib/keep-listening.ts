/** A stream that broke is asked for again after this long, ms. */
export const retryMs = 1500

export interface Listening<Event> {
  /** Asks the workbench for the stream. */
  ask(signal: AbortSignal): Promise<AsyncIterable<Event>>
  take(event: Event): void | Promise<void>
  /** Told each time that the stream broke. */
  broke?(error: unknown): void
  /** Whether no more will come of a stream that ended, or broke with this; where it is not given, more may always come. */
  isOver?(error?: unknown): boolean
}

/**
 * Listens to a stream of the workbench for as long as it is wanted: one that broke, or ended with a restart of the workbench,
 * is asked for again after a while. Never throws.
 */
export async function keepListening<Event>(
  signal: AbortSignal,
  { ask, take, broke, isOver }: Listening<Event>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await ask(signal)) {
        if (signal.aborted) return
        await take(event)
      }
      if (isOver?.()) return
    } catch (error) {
      if (signal.aborted) return
      broke?.(error)
      if (isOver?.(error)) return
    }
    await rest(signal)
  }
}

/** Ends at once where it is aborted. */
function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, retryMs)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
