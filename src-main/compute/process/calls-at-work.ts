/** Aborts that are remembered for calls that have not come; the oldest are forgotten, since most never come. */
const mostEarly = 1000

/** The calls that the heavy process is at, each with a signal of its own. */
export interface CallsAtWork {
  /** A call begins; its signal is aborted from the start where its abort came first. */
  begin(call: string): AbortSignal
  end(call: string): void
  /** @returns whether the call is at work; the abort of one that is not known is remembered */
  abort(call: string): boolean
}

/**
 * Aborts reach their call whatever comes first. A request needs a while to be decoded and an abort does not, so that
 * one sent right after the other may overtake it; an abort in the same breath as its request may be all that is sent.
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
