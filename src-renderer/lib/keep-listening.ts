/** Delay before a broken stream is retried, ms. */
export const retryMs = 1500

export interface Listening<Event> {
  /** Requests the stream from the workbench. */
  ask(signal: AbortSignal): Promise<AsyncIterable<Event>>
  take(event: Event): void | Promise<void>
  /** Called each time the stream breaks. */
  broke?(error: unknown): void
  /** Whether a stream that ended, or failed with this error, is final; if omitted, it is always retried. */
  isOver?(error?: unknown): boolean
}

/**
 * Listens to a stream of the workbench until aborted: one that breaks, or ends with a restart of the workbench, is
 * retried after a delay. Never throws.
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

/** Ends immediately when aborted. */
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
