/** Grace period of aborted calls, and time without a response after which a process counts as hung, ms. */
export interface Patience {
  graceMs: number
  silenceMs: number
}

/** Operations on the process that the ledger needs. */
interface LedgerProcess extends Patience {
  /** Tells the process to abort a call. */
  abort(call: string): void
  /** Sends a heartbeat request; the response is reported by `heard`. */
  askHeartbeat(): void
  /** @param why in words that follow “the calculation broke off: ” */
  kill(why: string): void
}

/** The unfinished calls of one process. */
export interface CallLedger {
  begin(call: string): void
  /** The process has finished the call. */
  end(call: string): void
  /** The caller has dropped the call. */
  abandon(call: string): void
  heard(): void
  /** The process has ended, and with it all its calls. */
  close(): void
  /** Resolves once another call may begin without the risk of being killed: not while the process may hang. */
  ready(): Promise<void>
  /** Resolves once all aborted calls have ended or their grace period is over. */
  settled(): Promise<void>
}

/** Consecutive unanswered heartbeats before a process counts as hung: a single one may be due to suspend. */
const beats = 12

/**
 * Decides when aborted calls lead to killing the process: after a grace period without other calls, since a cancel must
 * never cost another calculation. While other calls are running, heartbeats are sent; a process that does not answer
 * for `silenceMs` hangs, and its other calls with it.
 */
export function createCallLedger({
  graceMs,
  silenceMs,
  abort,
  askHeartbeat,
  kill,
}: LedgerProcess): CallLedger {
  const atWork = new Set<string>()
  /** Aborted calls still running, and whether their grace period is over. */
  const aborted = new Map<string, { timer: NodeJS.Timeout; overdue: boolean }>()
  let killed = false
  let closed = false
  /** Runs while only aborted calls are running. */
  let alone: NodeJS.Timeout | null = null
  let heartbeat: NodeJS.Timeout | null = null
  let answered = true
  /** Whether the process has answered since the last abort: if it hangs, new calls would die with it. */
  let hears = true
  let wake: (() => void)[] = []

  function changed(): void {
    const onlyAborted = aborted.size > 0 && aborted.size === atWork.size
    if (!onlyAborted) leaveAlone()
    else alone ??= setTimeout(() => end('it did not stop when it was cancelled'), graceMs)
    if (!onlyAborted && [...aborted.values()].some((call) => call.overdue)) watch()
    else unwatch()
    for (const resolve of wake) resolve()
    wake = []
  }

  function end(why: string): void {
    unwatch()
    if (killed || closed) return
    killed = true
    kill(why)
  }

  function leaveAlone(): void {
    if (alone) clearTimeout(alone)
    alone = null
  }

  function watch(): void {
    if (heartbeat || killed || closed) return
    let missed = 0
    const ask = () => {
      missed = answered ? 0 : missed + 1
      if (missed >= beats) return end(`it did not answer for ${Math.round(silenceMs / 1000)} s`)
      answered = false
      askHeartbeat()
    }
    answered = true
    ask()
    heartbeat = setInterval(ask, silenceMs / beats)
  }

  function unwatch(): void {
    if (heartbeat) clearInterval(heartbeat)
    heartbeat = null
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => wake.push(resolve))
  }

  return {
    begin(call) {
      atWork.add(call)
      changed()
    },
    end(call) {
      if (!atWork.delete(call)) return
      clearTimeout(aborted.get(call)?.timer)
      aborted.delete(call)
      changed()
    },
    abandon(call) {
      if (!atWork.has(call) || aborted.has(call)) return
      const entry = {
        overdue: false,
        timer: setTimeout(() => {
          entry.overdue = true
          changed()
        }, graceMs),
      }
      aborted.set(call, entry)
      hears = false
      leaveAlone()
      changed()
      abort(call)
      askHeartbeat()
    },
    heard() {
      answered = true
      if (hears) return
      hears = true
      changed()
    },
    close() {
      closed = true
      for (const { timer } of aborted.values()) clearTimeout(timer)
      atWork.clear()
      aborted.clear()
      changed()
    },
    ready: () =>
      until(() => closed || (!killed && (aborted.size === 0 || (hears && aborted.size < atWork.size)))),
    settled: () => until(() => closed || (!killed && [...aborted.values()].every((call) => call.overdue))),
  }
}
