import { describe, expect, it } from 'vitest'
import type { Library } from '../../src-main/library/index.ts'
import { createTraceReader } from '../../src-main/services/trace-reader.ts'
import { recording } from './fixtures.ts'

/** A library that counts how often samples are read; five samples are 40 bytes. */
function countingLibrary() {
  const reads: string[] = []
  const recordings = {
    get: async (id: string) => recording({ id }),
    original: async (id: string) => ({ path: id, sha256: 'ab'.repeat(32), bytes: 5 }),
    samples: async (id: string, sweep: number) => {
      reads.push(`${id} ${sweep}`)
      return new Float64Array(5)
    },
  }
  // The reader needs nothing else of a library.
  return { reads, library: { recordings } as unknown as Library }
}

describe('the sweeps in memory', () => {
  it('are read once, and say where they came from', async () => {
    const { reads, library } = countingLibrary()
    const traces = createTraceReader(library)
    expect(await traces.source('a', 1)).toMatchObject({
      recordingId: 'a',
      recordingName: 'cell07.csv',
      sweep: 'v2',
      sweepIndex: 1,
      sha256: 'ab'.repeat(32),
      samplingInterval: 0.2,
      voltageUnit: 'none',
    })
    await traces.source('a', 1)
    expect(reads).toEqual(['a 1'])
  })

  it('are bounded; the one used longest ago goes first', async () => {
    const { reads, library } = countingLibrary()
    const traces = createTraceReader(library, 80)
    await traces.source('a', 0)
    await traces.source('b', 0)
    await traces.source('a', 0)
    await traces.source('c', 0)
    await traces.source('a', 0)
    expect(reads).toEqual(['a 0', 'b 0', 'c 0'])
    await traces.source('b', 0)
    expect(reads).toEqual(['a 0', 'b 0', 'c 0', 'b 0'])
  })

  it('keep a sweep that is larger than the bound while it is the one at hand', async () => {
    const { reads, library } = countingLibrary()
    const traces = createTraceReader(library, 8)
    await traces.source('a', 0)
    await traces.source('a', 0)
    expect(reads).toEqual(['a 0'])
  })

  it('are forgotten with their recording', async () => {
    const { reads, library } = countingLibrary()
    const traces = createTraceReader(library)
    await traces.source('a', 0)
    await traces.source('ab', 0)
    traces.forget('a')
    await traces.source('a', 0)
    await traces.source('ab', 0)
    expect(reads).toEqual(['a 0', 'ab 0', 'a 0'])
  })

  it('of several requests at once are read once; those of an earlier reading of the file are not kept', async () => {
    const { reads, library } = countingLibrary()
    let arrive: (samples: Float64Array) => void = () => {}
    library.recordings.samples = (id, sweep) => {
      reads.push(`${id} ${sweep}`)
      return new Promise((resolve) => {
        arrive = resolve
      })
    }
    const traces = createTraceReader(library)
    const both = [traces.source('a', 0), traces.source('a', 0)]
    await expect.poll(() => reads).toEqual(['a 0'])
    const before = arrive
    // The file is read again while its samples are on their way.
    traces.forget('a')
    const next = traces.source('a', 0)
    await expect.poll(() => reads).toEqual(['a 0', 'a 0'])
    arrive(Float64Array.of(2))
    expect([...(await next).samples]).toEqual([2])
    before(Float64Array.of(1))
    for (const { samples } of await Promise.all(both)) expect([...samples]).toEqual([1])
    expect([...(await traces.source('a', 0)).samples]).toEqual([2])
    expect(reads).toEqual(['a 0', 'a 0'])
  })
})
