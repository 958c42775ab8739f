import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entryOf } from '../../src-main/contract/report-entry.ts'
import { noNotes } from '../../src-main/contract/written.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { report, temporaryFolder } from '../services/fixtures.ts'

const id = report().id
const written = {
  title: 'Cell 7, control',
  tags: ['slice 3', 'Control'],
  note: 'Two\nlines',
  group: 'control',
}

async function withReport() {
  const folder = await temporaryFolder()
  const library = await openLibrary(folder, await temporaryFolder())
  await library.reports.keep(report())
  const own = join(folder, 'reports', id)
  return {
    ...library,
    own,
    path: join(own, 'notes.json'),
    told: async () => (await library.status()).notices.map(({ text }) => text),
  }
}

describe('what is written beside a report', () => {
  it('stands in its line of the list, and leaves every byte of the report as it was', async () => {
    const { reports, own, folder } = await withReport()
    const files = ['report.json', 'entry.json'].map((name) => join(own, name))
    const before = await Promise.all(files.map((file) => readFile(file)))
    expect(await reports.annotate(id, written)).toEqual(written)
    expect((await reports.list()).entries).toEqual([{ ...entryOf(report()), notes: written }])
    expect(await Promise.all(files.map((file) => readFile(file)))).toEqual(before)
    // Another program reads the same.
    const again = await openLibrary(folder, await temporaryFolder())
    expect((await again.reports.list()).entries[0].notes).toEqual(written)
  })

  it('changes field by field, and is gone from the line when it is taken back', async () => {
    const { reports } = await withReport()
    await reports.annotate(id, written)
    expect(await reports.annotate(id, { title: '' })).toEqual({ ...written, title: '' })
    await Promise.all([reports.annotate(id, { note: 'a' }), reports.annotate(id, { tags: ['b'] })])
    expect(await reports.notes(id)).toEqual({ ...written, title: '', note: 'a', tags: ['b'] })
    await reports.annotate(id, noNotes)
    expect((await reports.list()).entries).toEqual([entryOf(report())])
  })

  it('has lines without breaks or ends of space, and each tag once', async () => {
    const { reports } = await withReport()
    const untidy = { title: ' a\n b\t', tags: ['x', ' X ', '', 'y  z'], group: '  ' }
    expect(await reports.annotate(id, untidy)).toEqual({
      title: 'a b',
      tags: ['x', 'y z'],
      note: '',
      group: '',
    })
  })

  it('goes into the trash and comes back with its report', async () => {
    const { reports } = await withReport()
    await reports.annotate(id, written)
    await reports.remove(id)
    await expect(reports.annotate(id, { note: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await reports.restore(id)
    expect((await reports.list()).entries[0].notes).toEqual(written)
  })

  it('stays where a document takes the place of an earlier one', async () => {
    const { reports, path } = await withReport()
    await reports.annotate(id, written)
    const bytes = await readFile(path)
    await reports.replace(report({ seed: 99 }))
    expect((await reports.get(id)).seed).toBe(99)
    expect(await readFile(path)).toEqual(bytes)
    expect((await reports.list()).entries[0].notes).toEqual(written)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, 40), 'truncated'],
    ['changed by a bit', (text: string) => text.replace('Cell 7', 'Cell 6'), 'was changed after'],
    ['of something else', () => '{"format":"other","version":1}', 'not valid'],
  ])('that is %s is told and counts as none; the report is whole', async (_, damage, why) => {
    const { reports, own, path, told } = await withReport()
    await reports.annotate(id, written)
    const damaged = damage(await readFile(path, 'utf8'))
    await writeFile(path, damaged)
    expect(await reports.list()).toEqual({ entries: [entryOf(report())], damaged: [] })
    expect(await told()).toEqual([expect.stringMatching(`${id}.* can’t be read: notes.json .*${why}`)])
    expect(await readFile(path, 'utf8')).toBe(damaged)
    // The next note takes its place, and what was there is kept aside.
    await reports.annotate(id, { note: 'new' })
    expect(await readFile(join(own, 'notes-damaged.json'), 'utf8')).toBe(damaged)
    expect((await reports.list()).entries[0].notes).toEqual({ ...noNotes, note: 'new' })
  })

  it('that can’t be opened is set aside too', async () => {
    const { reports, own, path } = await withReport()
    await mkdir(path)
    expect((await reports.list()).damaged).toEqual([])
    await reports.annotate(id, { note: 'new' })
    expect((await readdir(own)).sort()).toEqual([
      'entry.json',
      'notes-damaged.json',
      'notes.json',
      'report.json',
    ])
  })

  it('of a newer program is left as it is, which is said; nothing is written beside it', async () => {
    const { reports, path, told } = await withReport()
    const newer = '{"format":"nagumo-notes","version":2,"title":"theirs","more":[1]}'
    await writeFile(path, newer)
    expect((await reports.list()).entries).toEqual([entryOf(report())])
    expect(await told()).toEqual([expect.stringMatching(/version 2.*stays unchanged/)])
    await expect(reports.annotate(id, { note: 'mine' })).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringMatching(/can’t be saved.*Update Nagumo/),
    })
    expect(await readFile(path, 'utf8')).toBe(newer)
    // It goes with its report, and stays where the report is put anew.
    await reports.replace(report({ seed: 99 }))
    expect(await readFile(path, 'utf8')).toBe(newer)
  })
})
