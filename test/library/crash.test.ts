import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { takeLock } from '../../src-main/library/lock.ts'
import { recording, report, temporaryFolder, twoSweeps } from '../services/fixtures.ts'

const hour = 3600 * 1000

async function makeOld(path: string, age: number): Promise<void> {
  const then = new Date(Date.now() - age)
  await utimes(path, then, then)
}

describe('after a crash in the middle of a write', () => {
  it('the half-written entry is not in the list, and is cleared away once it is old', async () => {
    const folder = await temporaryFolder()
    const shipped = await temporaryFolder()
    const { reports } = await openLibrary(folder, shipped)
    await reports.keep(report())
    const half = join(folder, 'temporary', 'f00d', 'half-report')
    await mkdir(half, { recursive: true })
    await writeFile(join(half, 'report.json'), '{"format":"nagumo-rep')
    await makeOld(join(folder, 'temporary', 'f00d'), hour)

    const again = await openLibrary(folder, shipped)
    expect((await again.reports.list()).entries.map(({ id }) => id)).toEqual([report().id])
    // Perhaps another window is writing it just now.
    expect(await readdir(join(folder, 'temporary'))).toEqual(['f00d'])

    await makeOld(join(folder, 'temporary', 'f00d'), 25 * hour)
    await openLibrary(folder, shipped)
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })

  it('a model that was being put in place is not in the list, and is cleared away unless a training is at it', async () => {
    const folder = await temporaryFolder()
    for (const id of ['mine', 'theirs']) {
      await mkdir(join(folder, 'models', `${id}.next`), { recursive: true })
      await mkdir(join(folder, 'runs', id, 'model.next'), { recursive: true })
    }
    const lock = await takeLock(join(folder, 'runs', 'theirs'))
    const { models } = await openLibrary(folder, await temporaryFolder())
    expect(await models.list()).toEqual({ entries: [], damaged: [] })
    expect(await readdir(join(folder, 'models'))).toEqual(['theirs.next'])
    expect(await readdir(join(folder, 'runs', 'mine'))).toEqual([])
    expect(await readdir(join(folder, 'runs', 'theirs'))).toEqual(['lock', 'lock.json', 'model.next'])
    await lock?.release()
    await openLibrary(folder, await temporaryFolder())
    expect(await readdir(join(folder, 'models'))).toEqual([])
  })

  it('samples that were read anew, or were replaced, are cleared away where they are not in use', async () => {
    const folder = await temporaryFolder()
    const { recordings, inTemporaryFolder } = await openLibrary(folder, await temporaryFolder())
    const { id } = recording()
    await inTemporaryFolder(async (temporary) => {
      await writeFile(join(temporary, 'samples'), Buffer.from(twoSweeps.buffer))
      await recordings.keep(recording(), 'ab'.repeat(32), join(temporary, 'samples'))
    })
    const own = join(folder, 'recordings', id)
    await writeFile(join(own, 'samples-0a1b2c3d.bin'), 'left over')
    await openLibrary(folder, await temporaryFolder())
    expect(await readdir(own)).toEqual(['recording.json', 'samples.bin'])
    expect(await recordings.samples(id, 0)).toEqual(twoSweeps.slice(0, 5))
    // Where it can't be made out which are in use nothing is deleted.
    await writeFile(join(own, 'samples-0a1b2c3d.bin'), 'left over')
    await writeFile(join(own, 'recording.json'), '{')
    await openLibrary(folder, await temporaryFolder())
    expect(await readdir(own)).toHaveLength(3)
  })
})

describe('a failure in the middle of a write', () => {
  it('leaves nothing behind', async () => {
    const folder = await temporaryFolder()
    const { reports } = await openLibrary(folder, await temporaryFolder())
    // A file where the folder of reports should be: the last step fails.
    await writeFile(join(folder, 'reports'), '')
    await expect(reports.keep(report())).rejects.toThrow()
    expect(await readdir(join(folder, 'temporary'))).toEqual([])
  })
})

describe('the trash', () => {
  it('is kept for a week', async () => {
    const folder = await temporaryFolder()
    const shipped = await temporaryFolder()
    const { reports } = await openLibrary(folder, shipped)
    await reports.keep(report())
    // A folder's own age is not that of its removal.
    await makeOld(join(folder, 'reports', report().id), 1000 * hour)
    await reports.remove(report().id)

    const next = await openLibrary(folder, shipped)
    expect(await next.reports.restore(report().id)).toEqual(report())

    await reports.remove(report().id)
    const [removed] = await readdir(join(folder, 'trash', 'reports'))
    await makeOld(join(folder, 'trash', 'reports', removed), 8 * 24 * hour)
    const later = await openLibrary(folder, shipped)
    await expect(later.reports.restore(report().id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a library that is not there yet', () => {
  it('is empty, and is not made by being looked at', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'nagumo')
    const { recordings, reports, models } = await openLibrary(folder, join(folder, 'none'))
    expect((await recordings.list()).entries).toEqual([])
    expect((await reports.list()).entries).toEqual([])
    expect((await models.list()).entries).toEqual([])
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' })
    await reports.keep(report())
    expect(await reports.get(report().id)).toEqual(report())
  })
})
