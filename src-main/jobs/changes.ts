/** Change notification for waiting readers. */
export interface Changes {
  tell(): void
  /** Number of changes so far. */
  count(): number
  /** Resolves once there were more than `seen`, after `mostMs`, or when the signal is aborted. */
  next(seen: number, mostMs: number, signal?: AbortSignal): Promise<void>
}

export function createChanges(): Changes {
  let changes = 0
  const waiting = new Set<() => void>()
  return {
    tell() {
      changes++
      for (const wake of waiting) wake()
    },
    count: () => changes,
    async next(seen, mostMs, signal) {
      if (changes > seen) return
      let wake = () => {}
      const told = new Promise<void>((resolve) => {
        wake = resolve
      })
      waiting.add(wake)
      await sleep(mostMs, signal, told)
      waiting.delete(wake)
    },
  }
}

/** Waits for a time, until the signal is aborted or `other` resolves. Leaves no listener behind. */
export function sleep(ms: number, signal?: AbortSignal, other?: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal?.addEventListener('abort', wake)
    if (signal?.aborted) wake()
    void other?.then(wake)
  })
}
