import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { watchLists } from '../../src-main/services/watch-lists.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard, modelsFolder } from './fixtures.ts'
import { csv, openTestWorkbench } from './workbench.ts'

describe('lists that are watched', () => {
  it('tell of what any window adds, writes beside and removes, and not of what was only chosen', async () => {
    const { client, library } = await openTestWorkbench(fakeCompute())
    const stop = new AbortController()
    const lists = watchLists(library, stop.signal)
    expect((await lists.next()).value).toEqual([])
    const { id } = await client.recordings.import({ file: csv() })
    expect((await lists.next()).value).toEqual(['recordings'])
    await client.work.keepRecording({ id, work: { sweep: 1 } })
    const events = await client.estimates.run({ recordingId: id, sweep: 0, modelId: modelCard.id })
    for await (const _ of events);
    expect((await lists.next()).value).toEqual(['reports'])
    const [{ id: report }] = await client.reports.list()
    await client.reports.annotate({ id: report, notes: { title: 'The good one' } })
    expect((await lists.next()).value).toEqual(['reports'])
    await client.recordings.remove({ id })
    expect((await lists.next()).value).toEqual(['recordings'])
    stop.abort()
    expect((await lists.next()).done).toBe(true)
  })

  it('tell of what another program adds', async () => {
    const { client, library } = await openTestWorkbench(fakeCompute())
    const { id } = await client.recordings.import({ file: csv() })
    const stop = new AbortController()
    // As another program does: nothing in this one says that something was changed.
    const elsewhere = await openLibrary(library.folder, await modelsFolder())
    const lists = watchLists({ folder: library.folder, onChanged: () => () => {} }, stop.signal)
    await lists.next()
    await elsewhere.recordings.remove(id)
    expect((await lists.next()).value).toEqual(['recordings'])
    stop.abort()
  })
})
