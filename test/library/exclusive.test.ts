import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitForTurn } from '../../src-main/library/claims.ts'
import { exclusive } from '../../src-main/library/exclusive.ts'
import { isLocked, takeLock } from '../../src-main/library/lock.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { buildScript } from '../shells/build-script.ts'
import { startChild } from './child.ts'

let built: Awaited<ReturnType<typeof buildScript>>
beforeAll(async () => {
  built = await buildScript(fileURLToPath(new URL('./fixtures/locking-child.ts', import.meta.url)))
})
afterAll(() => built.remove())

const start = (...args: string[]) => startChild(built.script, args)

async function setBack(path: string, seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1000)
  await utimes(path, then, then)
}

describe('what is done exclusively', () => {
  it('loses nothing where three programs count at once, each in many places', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'count')
    await writeFile(file, '0')
    const children = [1, 2, 3].map(() => start('count', folder, file, '60'))
    expect(await Promise.all(children.map((child) => child.ended()))).toEqual([0, 0, 0])
    expect(await readFile(file, 'utf8')).toBe('180')
    expect(await readdir(join(folder, 'lock'))).toEqual([])
    expect(await readdir(folder)).toEqual(['count', 'lock'])
  })

  it('goes on at once where a program was killed in the middle of it', async () => {
    const folder = await temporaryFolder()
    const child = start('stay', folder)
    expect(await child.line()).toBe('mine')
    let mine = false
    const turn = exclusive(folder, async () => {
      mine = true
    })
    expect(mine).toBe(false)
    await child.kill()
    await turn
    expect(await readdir(join(folder, 'lock'))).toEqual([])
  })

  it('is not let in beside a program that lives, however long it slept', async () => {
    const folder = await temporaryFolder()
    const child = start('stay', folder)
    expect(await child.line()).toBe('mine')
    for (const name of await readdir(join(folder, 'lock'))) await setBack(join(folder, 'lock', name), 3600)
    await expect(waitForTurn(join(folder, 'lock'), 300)).rejects.toMatchObject({
      code: 'LIBRARY_UNWRITABLE',
      message: expect.stringContaining(`process ${child.pid}`),
    })
    // Who waited in vain leaves nothing behind.
    expect(await readdir(join(folder, 'lock'))).toHaveLength(1)
  })

  it('may be asked for again inside, and by what it left running only in turn', async () => {
    const folder = await temporaryFolder()
    const order: string[] = []
    let later: Promise<void> = Promise.resolve()
    let go = () => {}
    const gone = new Promise<void>((resolve) => {
      go = resolve
    })
    await exclusive(folder, async () => {
      await exclusive(folder, async () => void order.push('inside'))
      later = gone.then(() => exclusive(folder, async () => void order.push('left running')))
    })
    const next = exclusive(folder, async () => {
      go()
      await new Promise(setImmediate)
      order.push('next')
    })
    await Promise.all([next, later])
    expect(order).toEqual(['inside', 'next', 'left running'])
  })

  it('comes to its turn after one that failed', async () => {
    const folder = await temporaryFolder()
    const failed = exclusive(folder, () => Promise.reject(new Error('x')))
    const next = exclusive(folder, async () => 'done')
    await expect(failed).rejects.toThrow('x')
    expect(await next).toBe('done')
  })

  it.each([
    ['a process of our number that began at another time', `${process.pid}.0.abcdef`, 'here'],
    ['a process that is gone', `${2 ** 22 + 1}.0.0`, 'here'],
    ['another computer that has been silent for minutes', `${process.ppid}.0.0`, 'elsewhere'],
  ])('is not held up by what %s left', async (_, who, where) => {
    const folder = await temporaryFolder()
    const claims = join(folder, 'lock')
    await exclusive(folder, async () => {
      const [mine] = await readdir(claims)
      const host = where === 'here' ? mine.split('.')[4] : 'ffffffffffff'
      const left = join(claims, `000000000001.${who}.${host}.0123456789abcdef`)
      await writeFile(left, '')
      if (where === 'elsewhere') await setBack(left, 300)
    })
    expect(await readdir(claims)).toHaveLength(1)
    expect(await exclusive(folder, async () => 'done')).toBe('done')
    expect(await readdir(claims)).toEqual([])
  })
})

describe('a lock', () => {
  it('of a program that lives is not taken over after a suspend', async () => {
    const folder = await temporaryFolder()
    const child = start('lock', folder)
    expect(await child.line()).toBe('mine')
    await setBack(join(folder, 'lock.json'), 130)
    expect(await isLocked(folder)).toBe(true)
    expect(await takeLock(folder)).toBeNull()
    await child.kill()
    expect(await isLocked(folder)).toBe(false)
    const lock = await takeLock(folder)
    expect(lock).not.toBeNull()
    await lock?.release()
  })

  it('of a killed program is taken by one of many who find it at once', async () => {
    const folder = await temporaryFolder()
    const first = start('lock', folder)
    expect(await first.line()).toBe('mine')
    await first.kill()
    const answers = await Promise.all([1, 2, 3].map(() => start('lock', folder).line()))
    const here = await Promise.all([takeLock(folder), takeLock(folder)])
    const held = [...answers.filter((answer) => answer === 'mine'), ...here.filter((lock) => lock !== null)]
    expect(held).toHaveLength(1)
  })

  it('that has become another’s is neither released nor touched by the first', async () => {
    const folder = await temporaryFolder()
    const lock = await takeLock(folder)
    const others = JSON.stringify({ pid: process.ppid, host: hostname(), token: 'of another' })
    await writeFile(join(folder, 'lock.json'), others)
    await lock?.release()
    expect(await readFile(join(folder, 'lock.json'), 'utf8')).toBe(others)
    expect(await takeLock(folder)).toBeNull()
  })

  it('is released where its folder is gone', async () => {
    const folder = join(await temporaryFolder(), 'run')
    await mkdir(folder)
    const lock = await takeLock(folder)
    await rm(folder, { recursive: true })
    await lock?.release()
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
