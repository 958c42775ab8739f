import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { noNotes, noteLimits } from '../../src-main/contract/written.ts'
import { fullCell, fullSeries } from '../report/reports.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard, report } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const notes = { title: 'Cell 7', tags: ['slice 3'], note: 'washed out', group: 'control' }

describe('a title, tags, a note and a group', () => {
  it('are written beside reports, series and cells alike, and go and come with them', async () => {
    const { client, library } = await openTestWorkbench()
    const [one, over, cell] = [report(), fullSeries(), fullCell()]
    await library.reports.keep(one)
    await library.series.keep(over)
    await library.cells.keep(cell)
    for (const [calls, document] of [
      [client.reports, one],
      [client.series, over],
      [client.cells, cell],
    ] as const) {
      const { id } = document
      expect(await calls.annotate({ id, notes })).toEqual(notes)
      expect(await calls.list()).toMatchObject([{ id, notes }])
      // The document itself has nothing of it.
      expect(await calls.get({ id })).toEqual(document)
      await calls.remove({ id })
      expect(await calls.list()).toEqual([])
      await calls.restore({ id })
      expect(await calls.list()).toMatchObject([{ id, notes }])
    }
  })

  it('are refused where they are too long, or of no report', async () => {
    const { client, library } = await openTestWorkbench()
    await library.reports.keep(report())
    const { id } = report()
    const tooLong = 'x'.repeat(noteLimits.line + 1)
    await expect(client.reports.annotate({ id, notes: { title: tooLong } })).rejects.toThrow()
    await expect(client.reports.annotate({ id: '../up', notes })).rejects.toThrow()
    expect((await failureOf(client.reports.annotate({ id: 'none', notes }))).code).toBe('NOT_FOUND')
    expect(await library.reports.notes(id)).toEqual(noNotes)
  })

  it('of a report that can’t be written are held with it, and kept once it can be', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { client, library } = await openTestWorkbench(fakeCompute())
    const { id: recordingId } = await client.recordings.import({ file: csv() })
    const temporary = join(library.folder, 'temporary')
    await rm(temporary, { recursive: true, force: true })
    await writeFile(temporary, 'a file in the way')
    for await (const _ of await client.estimates.run({ recordingId, sweep: 0, modelId: modelCard.id })) {
      // Until it has ended.
    }
    const [{ id, notKept }] = await client.reports.list()
    expect(notKept).toMatch(/\w/)
    expect(await client.reports.annotate({ id, notes: { title: 'a' } })).toEqual({ ...noNotes, title: 'a' })
    expect(await client.reports.annotate({ id, notes: { tags: ['b'] } })).toMatchObject({
      title: 'a',
      tags: ['b'],
    })
    expect(await client.reports.list()).toMatchObject([{ id, notes: { title: 'a', tags: ['b'] } }])
    await rm(temporary)
    await mkdir(temporary)
    await client.reports.keep({ id })
    expect(await library.reports.notes(id)).toEqual({ ...noNotes, title: 'a', tags: ['b'] })
    told.mockRestore()
  })
})
