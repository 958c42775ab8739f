import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { entryOf } from '../../src-main/contract/report-entry.ts'
import { Report, ReportEntry, reportVersion } from '../../src-main/contract/reports.ts'
import { createDocumentShelf } from '../../src-main/library/documents.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { report, temporaryFolder } from '../services/fixtures.ts'

async function withReport() {
  const folder = await temporaryFolder()
  const { reports } = await openLibrary(folder, await temporaryFolder())
  await reports.keep(report())
  return { reports, own: join(folder, 'reports', report().id) }
}

describe('reports in the library', () => {
  it('come back as they were kept', async () => {
    const { reports } = await withReport()
    expect(await reports.get(report().id)).toEqual(report())
    expect((await reports.list()).entries).toEqual([entryOf(report())])
  })

  it('of version 1 open: they did not say what was simulated, and were of traces', async () => {
    const { reports, own } = await withReport()
    const { forward: _, data: __, ...former } = report()
    await writeFile(join(own, 'report.json'), JSON.stringify({ ...former, version: 1 }))
    const opened = await reports.get(report().id)
    expect(opened).toEqual({ ...former, version: 1, forward: null, data: report().data })
    expect((await reports.list()).damaged).toEqual([])
  })

  it('of a newer version are named as such', async () => {
    const { reports, own } = await withReport()
    await writeFile(join(own, 'report.json'), JSON.stringify({ ...report(), version: 3 }))
    await expect(reports.get(report().id)).rejects.toMatchObject({
      code: 'LIBRARY_DAMAGED',
      message: expect.stringMatching(/version 3/),
    })
  })

  it('are listed newest first', async () => {
    const { reports } = await withReport()
    await reports.keep(report({ id: 'newer', createdAt: '2026-04-01T00:00:00.000Z' }))
    await reports.keep(report({ id: 'older', createdAt: '2025-04-01T00:00:00.000Z' }))
    const { entries } = await reports.list()
    expect(entries.map(({ id }) => id)).toEqual(['newer', report().id, 'older'])
  })

  it('are named as damaged where the line of the list is whole and they are not', async () => {
    const { reports, own } = await withReport()
    await reports.keep(report({ id: 'good' }))
    await reports.list()
    await writeFile(
      join(own, 'report.json'),
      (await readFile(join(own, 'report.json'), 'utf8')).slice(0, 500),
    )
    const { entries, damaged } = await reports.list()
    expect(entries.map(({ id }) => id)).toEqual(['good'])
    expect(damaged).toEqual([
      {
        kind: 'report',
        id: report().id,
        reason: expect.stringMatching(/report\.json .*is truncated.*Remove it/),
      },
    ])
    await expect(reports.get(report().id)).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED' })
  })

  it.each(['gone', 'damaged'])('are listed where the line of the list is %s', async (how) => {
    const { reports, own } = await withReport()
    if (how === 'gone') await rm(join(own, 'entry.json'))
    else await writeFile(join(own, 'entry.json'), '{"format":"nagumo-report-entry"')
    expect((await reports.list()).entries).toEqual([entryOf(report())])
  })

  it('whose line of the list is gone are read once by each program, and again where they changed', async () => {
    const folder = await temporaryFolder()
    await openLibrary(folder, await temporaryFolder())
    const drawn = vi.fn(entryOf)
    const kind = { shelf: 'reports', kind: 'report', schema: Report, version: reportVersion }
    const reports = createDocumentShelf(folder, { ...kind, entrySchema: ReportEntry, entryOf: drawn })
    await reports.keep(report())
    const own = join(folder, 'reports', report().id)
    await rm(join(own, 'entry.json'))
    drawn.mockClear()
    for (let k = 0; k < 3; k++) expect((await reports.list()).entries).toEqual([entryOf(report())])
    expect(drawn).toHaveBeenCalledTimes(1)

    const other = JSON.stringify({ ...report(), recording: { ...report().recording, name: 'other.csv' } })
    await writeFile(join(own, 'report.json'), other)
    expect((await reports.list()).entries[0].recordingName).toBe('other.csv')
    await rm(own, { recursive: true })
    expect(await reports.list()).toEqual({ entries: [], damaged: [] })
  })

  it('are not kept where a number is missing', async () => {
    const { reports } = await withReport()
    const { diagnostics } = report()
    const bad = report({ id: 'bad', diagnostics: { ...diagnostics, paretoK: Number.NaN } })
    await expect(reports.keep(bad)).rejects.toThrow()
    expect((await reports.list()).entries).toHaveLength(1)
  })

  it('have a line of the list far smaller than themselves', async () => {
    const { reports, own } = await withReport()
    const draws = Array.from({ length: 2000 }, (_, k) => [k, k, k, k])
    await reports.keep(report({ id: 'long', draws }))
    const size = async (name: string) => (await stat(join(own, '..', 'long', name))).size
    expect(await size('report.json')).toBeGreaterThan(30_000)
    expect(await size('entry.json')).toBeLessThan(3000)
    expect(JSON.parse(await readFile(join(own, 'entry.json'), 'utf8')).version).toBe(1)
  })
})
