/** Merges events from several sources into one stream, in order of arrival. */
export interface EventStream<T> {
  tell(event: T): void
  /** Ends the stream; `error` is thrown to the reader after the queued events. */
  end(error?: unknown): void
  events(): AsyncGenerator<T>
}

export function createEventStream<T>(): EventStream<T> {
  let queue: T[] = []
  let ended: { error?: unknown } | null = null
  let wake = () => {}
  return {
    tell(event) {
      queue.push(event)
      wake()
    },
    end(error) {
      ended ??= error === undefined ? {} : { error }
      wake()
    },
    async *events() {
      for (;;) {
        const came = queue
        queue = []
        yield* came
        if (queue.length > 0) continue
        if (ended) {
          if ('error' in ended) throw ended.error
          return
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
