/** Events from several places as one stream, in the order in which they came. */
export interface EventStream<T> {
  tell(event: T): void
  /** Nothing more comes; `error` is thrown to the listener behind what came before. */
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
