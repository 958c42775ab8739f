import { describe, expect, it, vi } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { EstimateEvent } from '../../src-main/contract/estimates.ts'
import { createTurns, inTurn } from '../../src-main/jobs/turns.ts'
import { type Behaviour, fakeCompute } from '../services/fake-compute.ts'
import { modelCard } from '../services/fixtures.ts'
import { csv, failureOf, openTestWorkbench } from '../services/workbench.ts'

const modelId = modelCard.id

/** A heavy process whose estimates end when a test says so. */
function slowCompute() {
  const ends: ((error?: Error) => void)[] = []
  const seeds: number[] = []
  let atOnce = 0
  let most = 0
  const estimate: Behaviour['estimate'] = async function* (job, signal) {
    most = Math.max(most, ++atOnce)
    seeds.push(job.seed)
    try {
      yield 'weighing'
      await new Promise<void>((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve()))
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    } finally {
      atOnce--
    }
  }
  return { compute: fakeCompute({ estimate }), ends, seeds, most: () => most }
}

async function open(compute = slowCompute()) {
  const { client } = await openTestWorkbench(compute.compute)
  const { id } = await client.recordings.import({ file: csv() })
  /** Follows an estimate; `texts` grows while it says something. */
  function begin(seed: number) {
    const stop = new AbortController()
    const events: EstimateEvent[] = []
    const done = (async () => {
      const request = { recordingId: id, sweep: 0, modelId, seed }
      for await (const event of await client.estimates.run(request, { signal: stop.signal }))
        events.push(event)
    })()
    done.catch(() => {})
    const ahead = () =>
      events.flatMap((event) => (event.type === 'stage' && event.stage === 'waiting' ? [event.ahead] : []))
    return { stop, done, events, ahead }
  }
  return { ...compute, client, id, begin }
}

describe('estimates at once', () => {
  it('are done one after the other, first come, first served, and say how many are ahead', async () => {
    const { begin, ends, seeds, most } = await open()
    const works: ReturnType<typeof begin>[] = []
    for (let seed = 0; seed < 4; seed++) {
      works.push(begin(seed))
      await vi.waitFor(() => expect(works[seed].events.length).toBeGreaterThan(0))
    }
    await vi.waitFor(() => expect(works.map((work) => work.ahead())).toEqual([[], [1], [2], [3]]))
    const [waiting] = works[2].events
    expect(waiting).toMatchObject({ stage: 'waiting', text: 'queued, 2 estimates ahead', progress: 0 })
    for (let k = 0; k < 4; k++) {
      await vi.waitFor(() => expect(ends.length).toBe(k + 1))
      ends[k]()
      await works[k].done
      expect(works[k].events.at(-1)).toMatchObject({ type: 'report' })
    }
    expect(works[3].ahead()).toEqual([3, 2, 1])
    expect({ seeds, most: most() }).toEqual({ seeds: [0, 1, 2, 3], most: 1 })
  })

  it('leave the line at once when they are cancelled, and those behind move up', async () => {
    const { begin, ends, seeds } = await open()
    const works: ReturnType<typeof begin>[] = []
    for (let seed = 0; seed < 4; seed++) {
      works.push(begin(seed))
      await vi.waitFor(() => expect(works[seed].events.length).toBeGreaterThan(0))
    }
    works[1].stop.abort()
    expect((await failureOf(works[1].done)).code).toBe('CANCELLED')
    await vi.waitFor(() => expect(works[3].ahead()).toEqual([3, 2]))
    works[0].stop.abort()
    await vi.waitFor(() => expect(ends.length).toBe(2))
    ends[1]()
    await works[2].done
    await vi.waitFor(() => expect(ends.length).toBe(3))
    ends[2]()
    await works[3].done
    expect(seeds).toEqual([0, 2, 3])
  })

  it('a failure of one is its own', async () => {
    const { begin, ends } = await open()
    const [first, second] = [begin(1), begin(2)]
    await vi.waitFor(() => expect(ends.length).toBe(1))
    ends[0](new NagumoError('COMPUTE_DIED', 'It broke off.'))
    expect((await failureOf(first.done)).code).toBe('COMPUTE_DIED')
    await vi.waitFor(() => expect(ends.length).toBe(2))
    ends[1]()
    await second.done
  })
})

describe('a turn', () => {
  it('goes on to the next where its work is left in the middle', async () => {
    const turns = createTurns()
    async function* work(): AsyncGenerator<string> {
      yield 'a'
      yield 'b'
    }
    const first = inTurn(turns, undefined, String, work)
    expect((await first.next()).value).toBe('a')
    const second = inTurn(turns, undefined, String, work)
    expect((await second.next()).value).toBe('1')
    const third = inTurn(turns, undefined, String, work)
    expect((await third.next()).value).toBe('2')
    await second.return(undefined)
    expect((await third.next()).value).toBe('1')
    await first.return(undefined)
    expect((await third.next()).value).toBe('a')
    expect((await third.next()).value).toBe('b')
    expect((await third.next()).done).toBe(true)
  })
})
