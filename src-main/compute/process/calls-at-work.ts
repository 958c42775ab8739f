/** Aborts stored for calls not yet received; the oldest are dropped, since most never arrive. */
const mostEarly = 1000

/** The running calls of the compute process, each with its own abort signal. */
export interface CallsAtWork {
  /** A call begins; its signal is already aborted where its abort arrived first. */
  begin(call: string): AbortSignal
  end(call: string): void
  /** @returns whether the call is running; the abort of an unknown call is stored */
  abort(call: string): boolean
}

/**
 * Aborts reach their call in any order of arrival: a request takes longer to decode than an abort, so the abort may
 * overtake it; a request aborted at once may never be sent.
 */
export function createCallsAtWork(): CallsAtWork {
  const atWork = new Map<string, AbortController>()
  const early = new Set<string>()
  return {
    begin(call) {
      const controller = new AbortController()
      atWork.set(call, controller)
      if (early.delete(call)) controller.abort()
      return controller.signal
    },
    end: (call) => void atWork.delete(call),
    abort(call) {
      const controller = atWork.get(call)
      controller?.abort()
      if (controller) return true
      early.add(call)
      const [oldest] = early
      if (early.size > mostEarly) early.delete(oldest)
      return false
    },
  }
}
