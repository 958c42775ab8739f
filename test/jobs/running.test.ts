import { describe, expect, it } from 'vitest'
import { createRunning } from '../../src-main/jobs/running.ts'
import { ConnectionGone } from '../../src-main/rpc/connection-gone.ts'

type Event = { type: 'stage' | 'window' | 'report'; text: string }

/** A work that says what the test has it say, and ends when the test or its signal says so. */
function puppet() {
  const queue: (Event | 'end' | Error)[] = []
  let wake = () => {}
  let stopped = false
  return {
    stopped: () => stopped,
    say(...what: (Event | 'end' | Error)[]) {
      queue.push(...what)
      wake()
    },
    async *work(signal: AbortSignal): AsyncGenerator<Event> {
      signal.addEventListener('abort', () => {
        stopped = true
        wake()
      })
      for (;;) {
        const next = queue.shift()
        if (next === 'end') return
        if (next instanceof Error) throw next
        if (next) yield next
        else if (signal.aborted) throw new Error('stopped')
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
const stage = (text: string): Event => ({ type: 'stage', text })
const report: Event = { type: 'report', text: 'done' }

async function heard(events: AsyncIterable<Event>): Promise<string[]> {
  const texts: string[] = []
  for await (const { text } of events) texts.push(text)
  return texts
}

describe('work under way', () => {
  it('goes on where its connection is gone, and is found again with all but old stages', async () => {
    const running = createRunning<string, Event>()
    const { work, say, stopped } = puppet()
    const gone = new AbortController()
    const first = running.run('cell07', gone.signal, work)
    say(stage('one'), stage('two'), { type: 'window', text: 'window 1' }, stage('three'))
    for (const text of ['one', 'two', 'window 1', 'three']) {
      expect((await first.next()).value).toMatchObject({ text })
    }
    expect(running.list()).toMatchObject([{ heard: true }])
    const waiting = first.next()
    gone.abort(new ConnectionGone())
    expect((await waiting).done).toBe(true)
    expect(stopped()).toBe(false)
    const [{ id, request, heard: before }] = running.list()
    expect([request, before]).toEqual(['cell07', false])
    const again = heard(running.follow(id, undefined))
    say(stage('four'), report, 'end')
    expect(await again).toEqual(['window 1', 'three', 'four', 'done'])
    expect(running.list()).toEqual([])
  })

  it('that ended while nobody listened says so to the next who asks, once', async () => {
    const running = createRunning<string, Event>()
    const { work, say } = puppet()
    const gone = new AbortController()
    const first = running.run('cell07', gone.signal, work)
    say(stage('one'))
    await first.next()
    gone.abort(new ConnectionGone())
    await first.return()
    say(report, 'end')
    const [{ id }] = running.list()
    expect((await heard(running.follow(id, undefined))).at(-1)).toBe('done')
    expect(running.list()).toEqual([])
    await expect(running.follow(id, undefined).next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('that failed while nobody listened fails for the next who asks', async () => {
    const running = createRunning<string, Event>()
    const { work, say } = puppet()
    const gone = new AbortController()
    const first = running.run('cell07', gone.signal, work)
    say(stage('one'))
    await first.next()
    gone.abort(new ConnectionGone())
    await first.return()
    say(new Error('the numerics died'))
    await expect(heard(running.follow(running.list()[0].id, undefined))).rejects.toThrow('the numerics died')
    expect(running.list()).toEqual([])
  })

  it('is stopped by whoever follows it, for all who listen', async () => {
    const running = createRunning<string, Event>()
    const { work, say, stopped } = puppet()
    const first = running.run('cell07', undefined, work)
    say(stage('one'))
    await first.next()
    const stop = new AbortController()
    const other = running.follow(running.list()[0].id, stop.signal)
    await other.next()
    const ends = Promise.allSettled([first.next(), other.next()])
    stop.abort()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(stopped()).toBe(true)
    expect(running.list()).toEqual([])
  })

  it('waits until what it said was taken, so that who stops it at a stage stops it there', async () => {
    const running = createRunning<string, Event>()
    const { work, say, stopped } = puppet()
    const events = running.run('cell07', undefined, work)
    say(stage('keeping'), report, 'end')
    expect((await events.next()).value).toMatchObject({ text: 'keeping' })
    await events.return()
    expect(stopped()).toBe(true)
    expect(running.list()).toEqual([])
  })
})
