import { eitherSignal } from './either-signal.ts'

/** A first-in, first-out queue that runs one piece of work at a time. */
export interface Turns {
  /** Whether one is running. */
  busy(): boolean
  /**
   * Waits for its turn, and holds it until `release`.
   * @param waiting called with the place in the queue at each change; 1 is next
   * @throws the signal's reason where aborted before its turn, which leaves the queue at once
   */
  take(signal: AbortSignal | undefined, waiting: (place: number) => void): Promise<() => void>
}

interface Waiting {
  begin(): void
  tell(place: number): void
}

export function createTurns(): Turns {
  let busy = false
  const line: Waiting[] = []

  function tellPlaces(from: number): void {
    for (let k = from; k < line.length; k++) line[k].tell(k + 1)
  }

  function next(): void {
    const first = line.shift()
    busy = first !== undefined
    first?.begin()
    tellPlaces(0)
  }

  /** Starts a turn; its release is idempotent. */
  function turn(): () => void {
    let held = true
    return () => {
      if (held) next()
      held = false
    }
  }

  return {
    busy: () => busy,
    async take(signal, waiting) {
      signal?.throwIfAborted()
      if (!busy) {
        busy = true
        return turn()
      }
      return new Promise((resolve, reject) => {
        const leave = () => {
          const at = line.indexOf(one)
          line.splice(at, 1)
          reject(signal?.reason)
          tellPlaces(at)
        }
        const one: Waiting = {
          tell: waiting,
          begin() {
            signal?.removeEventListener('abort', leave)
            resolve(turn())
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        line.push(one)
        waiting(line.length)
      })
    },
  }
}

/**
 * Runs work in its turn; at once where the queue is empty.
 * @param waiting the event for a place in the queue
 * @throws what the work throws; the signal's reason where aborted before its turn
 */
export async function* inTurn<Event>(
  turns: Turns | undefined,
  signal: AbortSignal | undefined,
  waiting: (place: number) => Event,
  work: () => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  if (!turns) return yield* work()
  const leave = new AbortController()
  const until = eitherSignal(signal, leave.signal)
  const places: number[] = []
  let moved = () => {}
  const turn = turns.take(until, (place) => {
    places.push(place)
    moved()
  })
  // Awaited below; it may reject while a place is being yielded.
  turn.catch(() => {})
  try {
    let begun = false
    // Only the current place is yielded; places passed meanwhile are skipped.
    while (!begun) {
      const place = places.splice(0).at(-1)
      if (place !== undefined) yield waiting(place)
      const move = new Promise<false>((resolve) => {
        moved = () => resolve(false)
      })
      if (places.length === 0) begun = await Promise.race([turn.then(() => true as const), move])
    }
    yield* work()
  } finally {
    leave.abort()
    const release = await turn.catch(() => null)
    release?.()
  }
}
