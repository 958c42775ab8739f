import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { readHdf5 } from '../../src-main/recording/hdf5/read-hdf5.ts'
import { fromRpcError } from '../../src-main/rpc/errors.ts'

// A fault of ours in reading a file is not a damaged file.

const hdf5 = '../../src-main/recording/hdf5/hdf5-file.ts'
const fixture = fileURLToPath(new URL('./nwb/current-clamp.nwb', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-nwb-fault-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => {
  vi.doUnmock(hdf5)
  vi.resetModules()
})

/** What reading ends with where HDF5's `names` throws this. */
async function failureWith(failing: (real: { Hdf5Error: new (cause: unknown) => Error }) => Error) {
  vi.resetModules()
  vi.doMock(hdf5, async (original) => {
    const real = await original<typeof import('../../src-main/recording/hdf5/hdf5-file.ts')>()
    const open = () => ({
      names() {
        throw failing(real)
      },
      close: () => undefined,
    })
    return { ...real, loadHdf5: async () => ({ open }) }
  })
  const { readHdf5File } = await import('../../src-main/recording/hdf5/read-hdf5-file.ts')
  return readHdf5File({ path: fixture, name: 'cell.nwb', bytes: 1000 }, () => undefined).catch(
    (error: Error) => error,
  )
}

it('what HDF5 can’t read is a damaged file', async () => {
  const error = await failureWith(({ Hdf5Error }) => new Hdf5Error('bad heap'))
  expect(error).toMatchObject({ code: 'FILE_UNREADABLE' })
})

it('a fault of the program is told as one', async () => {
  const error = await failureWith(() => new TypeError('x is undefined'))
  expect(error).toBeInstanceOf(TypeError)
  expect(fromRpcError(error).code).toBe('INTERNAL')
})

it('a thread whose memory ran out is none of the file', async () => {
  const script = join(folder, 'full.cjs')
  writeFileSync(
    script,
    `throw Object.assign(new Error('Worker terminated'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })`,
  )
  const question = { path: fixture, name: 'cell.nwb', bytes: 1000 }
  await expect(readHdf5(question, undefined, script)).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' })
})

it('also out of the thread, with its trace', async () => {
  const script = join(folder, 'thread.cjs')
  writeFileSync(
    script,
    `require('node:worker_threads').parentPort.postMessage({ type: 'fault', trace: 'TypeError at line 7' })
setTimeout(() => {}, 60_000)`,
  )
  const error = await readHdf5({ path: fixture, name: 'cell.nwb', bytes: 1000 }, undefined, script).catch(
    (failure: Error) => failure,
  )
  expect(error).not.toBeInstanceOf(NagumoError)
  expect(error).toMatchObject({ message: expect.stringContaining('line 7') })
  expect(fromRpcError(error).code).toBe('INTERNAL')
})
