import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src-main/library/index.ts'
import { isLocked, takeLock } from '../../src-main/library/lock.ts'
import { modelCard, modelsFolder, temporaryFolder, writeModelFolder } from '../services/fixtures.ts'
import { unsealed } from '../support/seal.ts'
import { trainingRun } from '../support/training-run.ts'

async function open() {
  const folder = await temporaryFolder()
  const { runs, models } = await openLibrary(folder, await modelsFolder())
  return { folder, runs, models }
}

describe('training runs', () => {
  it('come back as they were kept, in the order they were asked for', async () => {
    const { runs } = await open()
    const later = trainingRun('a-run', { createdAt: '2026-03-15T09:00:00.000Z' })
    await runs.keep(later)
    await runs.keep(trainingRun('b-run'))
    expect(await runs.list()).toEqual({ entries: [trainingRun('b-run'), later], damaged: [] })
    const loss = [{ samples: 256, loss: 0.5, validation: 0.6, learningRate: 1e-3 }]
    await runs.save(trainingRun('b-run', { loss }))
    expect(await runs.get('b-run')).toEqual(trainingRun('b-run', { loss }))
  })

  it.each(['waiting', 'training'] as const)('%s, but in nobody’s hands, are interrupted', async (state) => {
    const { runs } = await open()
    await runs.keep(trainingRun('a-run', { state }))
    expect((await runs.get('a-run')).state).toBe('interrupted')
    const lock = await runs.lock('a-run')
    expect((await runs.get('a-run')).state).toBe(state)
    await lock?.release()
    expect((await runs.get('a-run')).state).toBe('interrupted')
  })

  it('a damaged one is named and takes nothing with it; one of the command line is passed over', async () => {
    const { folder, runs } = await open()
    for (const id of ['cut', 'newer', 'whole', 'renamed']) await runs.keep(trainingRun(id))
    const file = (id: string) => join(folder, 'runs', id, 'run.json')
    const text = await readFile(file('cut'), 'utf8')
    await writeFile(file('cut'), text.slice(0, 40))
    await writeFile(file('newer'), unsealed(text).replace('"version":1', '"version":7'))
    await writeFile(file('renamed'), text)
    await mkdir(join(folder, 'runs', 'my-neurons'))
    await writeFile(join(folder, 'runs', 'my-neurons', 'checkpoint.bin'), 'of nagumo train')
    const { entries, damaged } = await runs.list()
    expect(entries.map(({ id }) => id)).toEqual(['whole'])
    const reasons = Object.fromEntries(damaged.map(({ id, reason }) => [id, reason]))
    expect(reasons).toEqual({
      cut: expect.stringContaining('truncated'),
      newer: expect.stringContaining('a newer Nagumo wrote it'),
      renamed: expect.stringContaining('is of “cut”'),
    })
  })

  it('their models are put among the others, and never over one of them', async () => {
    const { folder, runs, models } = await open()
    await writeModelFolder(join(folder, 'models'), { ...modelCard, id: 'my-neurons', name: 'Older' })
    await runs.keep(trainingRun('a-run'))
    expect(await runs.hasModel('a-run')).toBe(false)
    await expect(runs.releaseModel('a-run', 'My neurons')).rejects.toMatchObject({ code: 'COMPUTE_FAILED' })
    await writeModelFolder(join(folder, 'runs', 'a-run'), { ...modelCard, id: 'model', name: 'Newer' })
    expect(await runs.hasModel('a-run')).toBe(true)
    expect(await runs.releaseModel('a-run', 'My neurons')).toBe('my-neurons-2')
    expect((await models.get('my-neurons')).name).toBe('Older')
    expect((await models.get('my-neurons-2')).name).toBe('Newer')
    expect(await runs.hasModel('a-run')).toBe(false)
  })

  it('are removed with all that they have', async () => {
    const { folder, runs } = await open()
    await runs.keep(trainingRun('a-run'))
    await runs.remove('a-run')
    expect(await readdir(join(folder, 'runs'))).toEqual([])
    await expect(runs.get('a-run')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a lock', () => {
  it('is held by one at a time', async () => {
    const folder = await temporaryFolder()
    const locks = await Promise.all([takeLock(folder), takeLock(folder), takeLock(folder)])
    const held = locks.filter((lock) => lock !== null)
    expect(held).toHaveLength(1)
    expect(await isLocked(folder)).toBe(true)
    await held[0].release()
    expect(await isLocked(folder)).toBe(false)
    expect(await takeLock(folder)).not.toBeNull()
  })

  const holder = (changes: object) => JSON.stringify({ pid: 1, host: hostname(), token: 'ab', ...changes })
  it.each([
    ['a process that is alive', holder({ pid: process.ppid }), 0, true],
    ['a process that is gone', holder({ pid: 2 ** 22 + 1 }), 0, false],
    ['a process that had our number', holder({ pid: process.pid }), 0, false],
    ['another computer', holder({ pid: 2 ** 22 + 1, host: 'elsewhere' }), 0, true],
    ['another computer, untouched for minutes', holder({ host: 'elsewhere' }), 300, false],
    ['a process that is alive, untouched for minutes', holder({ pid: process.ppid }), 300, true],
    ['a process that had our number and was another', holder({ pid: process.pid, began: 'ab' }), 0, false],
    ['who has not yet signed it', '', 0, true],
  ])('of %s', async (_, text, age, locked) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'lock.json')
    await writeFile(path, text)
    const then = new Date(Date.now() - age * 1000)
    await utimes(path, then, then)
    expect(await isLocked(folder)).toBe(locked)
    expect((await takeLock(folder)) === null).toBe(locked)
  })
})
