import { eitherSignal } from './either-signal.ts'

/** A line of works of which one is at it at a time, first come, first served. */
export interface Turns {
  /** Whether one is at it. */
  busy(): boolean
  /**
   * Waits for its turn, and holds it until `release`.
   * @param waiting told its place in the line whenever that changes: 1 is the next
   * @throws the signal's reason where it is aborted before its turn, which leaves the line at once
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

  /** The turn that was just begun; it can be given back once. */
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
 * Works in a turn of its own, at once where there is no line to stand in.
 * @param waiting what to say of a place in the line
 * @throws what the work throws; the signal's reason where it is aborted before its turn
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
  // Told below; it may fail while a place is being told.
  turn.catch(() => {})
  try {
    let begun = false
    // A place that was passed while nobody asked is not worth telling.
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
