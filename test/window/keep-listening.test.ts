import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepListening, retryMs } from '../../src-renderer/lib/keep-listening.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

async function* says(...events: (number | Error)[]): AsyncGenerator<number> {
  for (const event of events) {
    if (event instanceof Error) throw event
    yield event
  }
}

describe('a stream that is listened to', () => {
  it('is asked for again where it broke, could not be had, or ended, a while later each time', async () => {
    const gone = new Error('gone')
    const streams = [says(1, gone), gone, says(2), says(3, 4)]
    const stop = new AbortController()
    const [taken, broke]: [number[], unknown[]] = [[], []]
    let asked = 0
    const listening = keepListening(stop.signal, {
      async ask() {
        const stream = streams[asked++] ?? says()
        if (stream instanceof Error) throw stream
        return stream
      },
      take: (event) => void taken.push(event),
      broke: (error) => void broke.push(error),
    })
    await vi.advanceTimersByTimeAsync(retryMs - 1)
    expect([asked, taken]).toEqual([1, [1]])
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toBe(2)
    await vi.advanceTimersByTimeAsync(2 * retryMs)
    expect([asked, taken, broke]).toEqual([4, [1, 2, 3, 4], [gone, gone]])
    stop.abort()
    // Without waiting for the next try.
    await listening
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is let go where it is aborted: nothing is taken, nothing told, nothing asked', async () => {
    const stop = new AbortController()
    const taken: number[] = []
    const broke = vi.fn()
    const ask = vi.fn(async () => says(1, 2, new Error('aborted')))
    const listening = keepListening(stop.signal, {
      ask,
      take(event) {
        taken.push(event)
        stop.abort()
      },
      broke,
    })
    await listening
    expect([taken, ask.mock.calls.length, broke.mock.calls.length]).toEqual([[1], 1, 0])
  })

  it('is over where it says so, at its end or by what broke it', async () => {
    const removed = new Error('removed')
    for (const [last, isOver] of [
      [1, (error?: unknown) => error === undefined],
      [removed, (error?: unknown) => error === removed],
    ] as const) {
      const ask = vi.fn(async () => says(last))
      await keepListening(new AbortController().signal, { ask, take: () => {}, isOver })
      expect(ask).toHaveBeenCalledTimes(1)
    }
  })
})
