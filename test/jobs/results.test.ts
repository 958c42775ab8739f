import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { EstimateEvent, OverTimeEvent } from '../../src-main/contract/estimates.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelCard } from '../services/fixtures.ts'
import { csv, failureOf, openTestWorkbench } from '../services/workbench.ts'

const modelId = modelCard.id

/** A library in which nothing more can be written once `fill` was called, until `free` is. */
async function fillingWorkbench() {
  const workbench = await openTestWorkbench(fakeCompute())
  const { client, library } = workbench
  const { id: recordingId } = await client.recordings.import({ file: csv() })
  const temporary = join(library.folder, 'temporary')
  return {
    ...workbench,
    recordingId,
    async fill() {
      await rm(temporary, { recursive: true, force: true })
      await writeFile(temporary, 'a file in the way')
    },
    async free() {
      await rm(temporary, { force: true })
      await mkdir(temporary)
    },
  }
}

async function lastOf<T>(stream: AsyncIterable<T>): Promise<T | undefined> {
  let last: T | undefined
  for await (const event of stream) last = event
  return last
}

describe('a series that was continued on a full disk', () => {
  it('is held, and kept in the place of its earlier part once it can be', async () => {
    const { client, recordingId, fill, free, library } = await fillingWorkbench()
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const first: OverTimeEvent | undefined = await lastOf(
      await client.estimates.overTime({ recordingId, sweep: 0, modelId }),
    )
    if (first?.type !== 'series') throw new Error('no series')
    const { id } = first.series
    const plan = {
      ...first.series.plan,
      windows: [...first.series.plan.windows, ...first.series.plan.windows],
    }
    await library.series.remove(id)
    await library.series.keep({ ...first.series, plan, complete: false })
    await fill()
    const last: OverTimeEvent | undefined = await lastOf(await client.estimates.continueOverTime({ id }))
    if (last?.type !== 'series') throw new Error('no series')
    expect(last.notKept).toEqual(expect.stringMatching(/\w/))
    expect(await client.series.list()).toMatchObject([{ id, done: 2, planned: 2, notKept: last.notKept }])
    await free()
    await client.series.keep({ id })
    expect(await library.series.get(id)).toEqual(last.series)
    expect(await client.series.list()).toMatchObject([{ id, done: 2, planned: 2 }])
    told.mockRestore()
  })
})

describe('a result that can’t be written', () => {
  it('of an estimate is sent all the same, says so, is listed and exported, and kept once it can be', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { client, recordingId, fill, free, library } = await fillingWorkbench()
    await fill()
    const last: EstimateEvent | undefined = await lastOf(
      await client.estimates.run({ recordingId, sweep: 0, modelId }),
    )
    if (last?.type !== 'report') throw new Error('no report')
    expect(last.notKept).toEqual(expect.stringMatching(/\w/))
    const { id } = last.report
    expect(await client.reports.list()).toMatchObject([{ id, notKept: last.notKept }])
    expect(await client.reports.get({ id })).toEqual(last.report)
    expect(JSON.parse(await (await client.reports.export({ id, as: 'json' })).text())).toEqual(last.report)
    expect((await failureOf(client.reports.keep({ id }))).message).toMatch(/\w/)
    expect((await library.reports.list()).entries).toEqual([])

    await client.reports.remove({ id })
    expect(await client.reports.list()).toEqual([])
    await client.reports.restore({ id })
    await free()
    await client.reports.keep({ id })
    expect((await client.reports.list()).map((entry) => [entry.id, entry.notKept])).toEqual([[id, undefined]])
    expect(await library.reports.get(id)).toEqual(last.report)
    told.mockRestore()
  })

  it('of estimates over time is sent all the same', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { client, recordingId, fill, free, library } = await fillingWorkbench()
    await fill()
    const last: OverTimeEvent | undefined = await lastOf(
      await client.estimates.overTime({ recordingId, sweep: 0, modelId }),
    )
    if (last?.type !== 'series') throw new Error('no series')
    expect(last.notKept).toEqual(expect.stringMatching(/\w/))
    const { id } = last.series
    expect(await client.series.list()).toMatchObject([{ id, notKept: last.notKept }])
    await free()
    await client.series.keep({ id })
    expect(await library.series.get(id)).toEqual(last.series)
    told.mockRestore()
  })
})
