/** Holds a batch up between items: what is at work ends, nothing new begins. */
export interface Pause {
  pause(): void
  resume(): void
  paused(): boolean
  /** Seconds for which it was paused in all. */
  seconds(): number
  /** Resolves when it is not paused, or the signal is aborted. */
  over(signal: AbortSignal): Promise<void>
}

export function createPause(): Pause {
  let since: number | null = null
  let before = 0
  const waiting = new Set<() => void>()
  return {
    pause() {
      since ??= performance.now()
    },
    resume() {
      if (since === null) return
      before += performance.now() - since
      since = null
      for (const wake of waiting) wake()
      waiting.clear()
    },
    paused: () => since !== null,
    seconds: () => (before + (since === null ? 0 : performance.now() - since)) / 1000,
    over(signal) {
      if (since === null || signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake)
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      })
    },
  }
}
