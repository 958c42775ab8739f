import { describe, expect, it } from 'vitest'
import type { BatchEvent, BatchOptions, BatchPlan, BatchRow } from '../../../src-main/contract/batches.ts'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import { itemsOf, itemsOfShard, seedOfItem } from '../../../src-main/jobs/batch/items.ts'
import { hashOfOptions } from '../../../src-main/jobs/batch/options.ts'
import { createPause } from '../../../src-main/jobs/batch/pause.ts'
import { runBatch } from '../../../src-main/jobs/batch/run-batch.ts'
import { fakeCompute } from '../../services/fake-compute.ts'

const options: BatchOptions = {
  seed: 1,
  models: [],
  sweeps: null,
  windows: [{ window: null, conditioning: [] }],
  prior: null,
  priorChange: {},
  noise: null,
  crossCheck: false,
  stimulus: 'file',
  choice: {},
}

function planOf(files: number, sweeps = 1): BatchPlan {
  return {
    options,
    optionsHash: hashOfOptions(options),
    shard: null,
    files: Array.from({ length: files }, (_, k) => ({
      path: `${String.fromCharCode(97 + k)}.csv`,
      sha256: `${k}`,
      sweeps: Array.from({ length: sweeps }, (_, index) => ({ name: `v${index}`, index })),
    })),
  }
}

/** A batch whose recordings can’t be read: each item has a failure as its result, at once. */
function batchOf(plan: BatchPlan, kept: BatchRow[]) {
  return {
    plan,
    version: '0',
    workers: 2,
    createCompute: () => fakeCompute(),
    recordings: { read: () => Promise.reject(new NagumoError('FILE_EMPTY', 'empty')) },
    modelFor: () => Promise.reject(new Error('not asked')),
    store: { before: [], keep: async (row: BatchRow) => void kept.push(row) },
  }
}

describe('items', () => {
  it('of shards are all items, each once, also where a file opens on one machine alone', () => {
    const plan = planOf(5, 3)
    const ids = (of: BatchPlan, count: number) =>
      Array.from({ length: count }, (_, k) =>
        itemsOfShard({ ...of, shard: { index: k + 1, count } }).map(({ id }) => id),
      )
    for (const count of [1, 2, 4, 7, 40]) {
      const shards = ids(plan, count)
      expect(shards.flat().sort()).toEqual(
        itemsOf(plan)
          .map(({ id }) => id)
          .sort(),
      )
    }
    const closed = plan.files.map((file, k) => (k === 1 ? { ...file, sha256: null, sweeps: null } : file))
    const [open, shut] = [ids(plan, 4), ids({ ...plan, files: closed }, 4)]
    const others = new Set(
      itemsOf(plan)
        .filter(({ path }) => path !== 'b.csv')
        .map(({ id }) => id),
    )
    expect(shut.map((shard) => shard.filter((id) => others.has(id)))).toEqual(
      open.map((shard) => shard.filter((id) => others.has(id))),
    )
  })

  it('have seeds by what they are, not by where they stand or what the file is called', () => {
    const items = itemsOf(planOf(4, 2))
    const seeds = items.map((item) => seedOfItem(1, item))
    expect(new Set(seeds).size).toBe(8)
    expect(seedOfItem(1, { ...items[3], index: 99, path: 'other.csv' })).toBe(seeds[3])
    expect(seedOfItem(2, items[3])).not.toBe(seeds[3])
  })
})

describe('a batch', () => {
  it('holds between items while it is paused, and goes on', async () => {
    const kept: BatchRow[] = []
    const pause = createPause()
    pause.pause()
    const events: BatchEvent[] = []
    const all = (async () => {
      for await (const event of runBatch({ ...batchOf(planOf(6), kept), pause })) events.push(event)
    })()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(events.map(({ type }) => type)).toEqual(['plan'])
    pause.resume()
    await all
    expect(kept).toHaveLength(6)
    expect(events.at(-1)).toEqual({ type: 'progress', done: 6, failed: 6, total: 6, secondsLeft: 0 })
  })

  it('stops when nobody listens any more, and when a result can’t be kept', async () => {
    const kept: BatchRow[] = []
    for await (const event of runBatch(batchOf(planOf(20), kept))) if (event.type === 'done') break
    expect(kept.length).toBeLessThan(20)
    const full = {
      ...batchOf(planOf(20), []),
      store: {
        before: [],
        keep: () => Promise.reject(new NagumoError('LIBRARY_UNWRITABLE', 'The disk is full')),
      },
    }
    const run = async () => {
      for await (const _ of runBatch(full));
    }
    await expect(run()).rejects.toMatchObject({ code: 'LIBRARY_UNWRITABLE' })
  })
})
