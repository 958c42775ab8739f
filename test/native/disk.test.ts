import { describe, expect, it } from 'vitest'
import { explainSystemError, requireSpace } from '../../scripts/native/disk.mjs'
import { Problem } from '../../scripts/native/problem.mjs'

const GB = 1e9
const disks = (free: number) => async (folder: string) => ({ device: folder.slice(0, 2), free })

describe('free disk space', () => {
  it('is enough or told with what is needed and what is there', async () => {
    const needs = [{ folder: '/a', bytes: GB }]
    await requireSpace(needs, disks(1.2 * GB))
    await expect(requireSpace(needs, disks(0.5 * GB))).rejects.toThrow(
      'Native TensorFlow needs 1100 MB of free disk space at /a; there are 500 MB.',
    )
  })

  it('is added up where both folders lie on one disk, and not where they do not', async () => {
    const needs = (two: string) => [
      { folder: '/tmp', bytes: GB },
      { folder: two, bytes: GB },
    ]
    const one = async () => ({ device: '1', free: 1.5 * GB })
    await expect(requireSpace(needs('/tmp/other'), one)).rejects.toThrow('2100 MB')
    const two = async (folder: string) => ({ device: folder, free: 1.5 * GB })
    await requireSpace(needs('/usr'), two)
  })

  it('is measured on this machine, also for folders that are yet to be made', async () => {
    await requireSpace([{ folder: '/tmp/nagumo-none/such', bytes: 0 }])
    await expect(requireSpace([{ folder: '/tmp/nagumo-none/such', bytes: 1e18 }])).rejects.toThrow(
      'at /tmp/nagumo-none/such; there are ',
    )
  })
})

describe('what the system refuses', () => {
  const refusal = (code: string, path?: string) =>
    Object.assign(new Error(`${code}: refused, write '${path}'`), { code, syscall: 'write', path })

  it.each([
    ['ENOSPC', 'The disk filled up while /p/deps was written. Free some space and run this again.'],
    [
      'EROFS',
      '/p/deps cannot be written to (EROFS). Give yourself the right to write there and run this again.',
    ],
    [
      'EACCES',
      '/p/deps cannot be written to (EACCES). Give yourself the right to write there and run this again.',
    ],
    ['EIO', "The system refused a step: EIO: refused, write '/p/deps'. Run this again."],
  ])('is said in words: %s', (code, message) => {
    const explained = explainSystemError(refusal(code, '/p/deps'), '/p')
    expect(explained).toBeInstanceOf(Problem)
    expect((explained as Problem).message).toBe(message)
  })

  it('names the folder where the error does not', () => {
    expect((explainSystemError(refusal('ENOSPC'), '/p') as Problem).message).toContain('while /p was written')
  })

  it('is not taken for what is a fault of the program', () => {
    const fault = new TypeError('x is not a function')
    expect(explainSystemError(fault, '/p')).toBe(fault)
  })
})
