import { randomUUID } from 'node:crypto'
import { NagumoError } from '../contract/errors.ts'
import { isConnectionGone } from '../rpc/connection-gone.ts'

/** A running piece of work, as listed. */
export interface RunningOne<Request> {
  id: string
  request: Request
  /** Since its start. */
  seconds: number
  /** Whether a window is subscribed now. */
  heard: boolean
}

/**
 * Work of one kind that outlives the connection that requested it: a reloaded window finds it again. Work that ended
 * without a subscriber stays listed until its end is delivered.
 */
export interface Running<Request, Event> {
  /**
   * Starts work and streams its events. It is cancelled where the signal is aborted or the stream is closed, but
   * continues where only the connection is lost.
   */
  run(
    request: Request,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => AsyncIterable<Event>,
  ): AsyncGenerator<Event, void>
  /**
   * Streams past events (of stages only the last) and future ones; cancels as `run` does.
   * @throws NagumoError NOT_FOUND where there is none (any more)
   */
  follow(id: string, signal: AbortSignal | undefined): AsyncGenerator<Event, void>
  list(): RunningOne<Request>[]
}

interface Listener<Event> {
  queue: Event[]
  signal: AbortSignal | undefined
  /** Wakes the reader waiting for the next event. */
  told(): void
  /** Wakes the work, which waits until its event was taken. */
  taken(): void
}

interface Work<Request, Event> {
  id: string
  request: Request
  began: number
  stop: AbortController
  said: Event[]
  listeners: Set<Listener<Event>>
  end: { error?: unknown } | null
  /** Resolves at its end. */
  over: Promise<void>
}

/** Most undelivered endings in memory. */
const mostUnheard = 20

export function createRunning<Request, Event extends { type: string }>(): Running<Request, Event> {
  const works = new Map<string, Work<Request, Event>>()

  async function attend(
    one: Work<Request, Event>,
    work: (signal: AbortSignal) => AsyncIterable<Event>,
  ): Promise<void> {
    try {
      for await (const event of work(one.stop.signal)) {
        // Of stages only the last is replayed.
        if (one.said.at(-1)?.type === 'stage') one.said.pop()
        one.said.push(event)
        await Promise.all([...one.listeners].map((listener) => tell(listener, event)))
        if (one.stop.signal.aborted && one.listeners.size === 0) break
      }
      one.end = {}
    } catch (error) {
      one.end = { error }
    }
    if (one.listeners.size > 0 || one.stop.signal.aborted) works.delete(one.id)
    for (const { told } of one.listeners) told()
    const unheard = [...works.values()].filter(({ end }) => end !== null)
    for (const { id } of unheard.slice(0, -mostUnheard)) works.delete(id)
  }

  async function* listen(
    one: Work<Request, Event>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Event, void> {
    const listener: Listener<Event> = { queue: [...one.said], signal, told: () => {}, taken: () => {} }
    const aborted = () => {
      if (!isConnectionGone(signal)) one.stop.abort(signal?.reason)
      listener.taken()
      listener.told()
    }
    one.listeners.add(listener)
    signal?.addEventListener('abort', aborted)
    if (signal?.aborted) aborted()
    try {
      while (!isConnectionGone(signal)) {
        const event = listener.queue.shift()
        if (event !== undefined) {
          yield event
          if (listener.queue.length === 0) listener.taken()
        } else if (one.end === null) {
          await new Promise<void>((resolve) => {
            listener.told = resolve
          })
        } else {
          works.delete(one.id)
          if ('error' in one.end) throw one.end.error
          return
        }
      }
    } finally {
      signal?.removeEventListener('abort', aborted)
      one.listeners.delete(listener)
      listener.taken()
      if (!isConnectionGone(signal) && one.end === null) {
        one.stop.abort()
        await one.over
      }
    }
  }

  return {
    async *run(request, signal, work) {
      const one: Work<Request, Event> = {
        id: randomUUID(),
        request,
        began: performance.now(),
        stop: new AbortController(),
        said: [],
        listeners: new Set(),
        end: null,
        over: Promise.resolve(),
      }
      works.set(one.id, one)
      const events = listen(one, signal)
      // Subscribes before the work emits its first event.
      const first = events.next()
      one.over = attend(one, work)
      try {
        const begun = await first
        if (begun.done) return
        yield begun.value
        yield* events
      } finally {
        await events.return()
      }
    },
    async *follow(id, signal) {
      const one = works.get(id)
      if (!one) {
        throw new NagumoError(
          'NOT_FOUND',
          'This work is no longer running. Its results are among the reports.',
        )
      }
      yield* listen(one, signal)
    },
    list: () =>
      [...works.values()].map(({ id, request, began, listeners }) => ({
        id,
        heard: listeners.size > 0,
        request,
        seconds: (performance.now() - began) / 1000,
      })),
  }
}

/** Resolves once the subscriber has taken the event, or has gone. */
function tell<Event>(listener: Listener<Event>, event: Event): Promise<void> {
  if (listener.signal?.aborted) return Promise.resolve()
  listener.queue.push(event)
  return new Promise((resolve) => {
    listener.taken = resolve
    listener.told()
  })
}
