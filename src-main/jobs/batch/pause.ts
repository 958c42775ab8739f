/** Pauses a batch between items: running items finish, no new ones begin. */
export interface Pause {
  pause(): void
  resume(): void
  paused(): boolean
  /** Total paused time, s. */
  seconds(): number
  /** Resolves when not paused, or the signal is aborted. */
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
