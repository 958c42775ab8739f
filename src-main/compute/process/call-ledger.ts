/** How long what was aborted may take to end, and how long a process may be silent, ms. */
export interface Patience {
  graceMs: number
  silenceMs: number
}

/** What a ledger needs of the process whose calls it keeps. */
interface LedgerProcess extends Patience {
  /** Tells the process that a call is no longer wanted. */
  abort(call: string): void
  /** Asks whether the process hears; `heard` is called with its answer. */
  askHeartbeat(): void
  /** @param why in words that follow “the calculation broke off: ” */
  kill(why: string): void
}

/** The calls of one process that have work left in it. */
export interface CallLedger {
  begin(call: string): void
  /** The process has no work of the call any more. */
  end(call: string): void
  /** Nobody wants the call any more. */
  abandon(call: string): void
  heard(): void
  /** The process has ended, and with it all its calls. */
  close(): void
  /** Resolves once another call may begin without being taken along by a kill: not in a process that may hang. */
  ready(): Promise<void>
  /** Resolves once all that was aborted has ended or had its time to. */
  settled(): Promise<void>
}

/** Questions in a row that a process must leave unanswered before it is taken for dead: one alone may be a suspend. */
const beats = 12

/**
 * Decides when what was aborted costs the process its life: after the grace, in which nothing else
 * was at work in it, since a cancel must never cost another calculation. While others are at work the process is asked whether
 * it hears; one that has been silent for long hangs, and its other calls with it.
 */
export function createCallLedger({
  graceMs,
  silenceMs,
  abort,
  askHeartbeat,
  kill,
}: LedgerProcess): CallLedger {
  const atWork = new Set<string>()
  /** Those at work that were aborted, and whether their grace is over. */
  const aborted = new Map<string, { timer: NodeJS.Timeout; overdue: boolean }>()
  let killed = false
  let closed = false
  /** Runs while nothing but what was aborted is at work. */
  let alone: NodeJS.Timeout | null = null
  let heartbeat: NodeJS.Timeout | null = null
  let answered = true
  /** Whether the process has answered since the last abort: what begins in one that hangs would end with it. */
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
