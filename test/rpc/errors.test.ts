import { ORPCError } from '@orpc/client'
import { createRouterClient, os } from '@orpc/server'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { fromRpcError, toRpcError } from '../../src-main/rpc/errors.ts'
import { sendableErrors } from '../../src-main/rpc/sendable-errors.ts'

describe('a failure on its way to a window', () => {
  it('keeps code and message, and arrives as it left', () => {
    const error = new NagumoError('TIME_GAP', 'Line 7: the time jumps from 3 to 9 ms.')
    const sent = toRpcError(error)
    expect(sent.toJSON()).toMatchObject({ message: error.message, data: { code: 'TIME_GAP' } })
    const { code, message, ...rest } = sent.toJSON()
    const arrived = new ORPCError(code, { message, ...rest })
    expect(fromRpcError(arrived)).toMatchObject({
      name: 'NagumoError',
      code: 'TIME_GAP',
      message: error.message,
    })
  })

  it('says nothing of the inside where it was not expected', () => {
    const { message, data } = toRpcError(new TypeError('x is undefined at /home/ada/nagumo.ts:3:7'))
    expect(data.code).toBe('INTERNAL')
    expect(message).not.toContain('undefined')
    expect(JSON.stringify(toRpcError(new Error('secret')).toJSON())).not.toContain('secret')
  })

  it.each([
    ['ENOSPC', 'LIBRARY_UNWRITABLE', /disk is full \(\/x\)/],
    ['EROFS', 'LIBRARY_UNWRITABLE', /denied \(\/x\)/],
    ['ESTRANGE', 'INTERNAL', /internal error/],
  ])('of the disk (%s) is said plainly', (code, ours, text) => {
    const error = fromRpcError(Object.assign(new Error(code), { code, path: '/x' }))
    expect(error.code).toBe(ours)
    expect(error.message).toMatch(text)
  })

  it.each([
    ['an array', new RangeError('Array buffer allocation failed')],
    ['WebAssembly', new RangeError('WebAssembly.Memory(): could not allocate memory')],
    ['a thread', Object.assign(new Error('Worker terminated'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })],
    ['native TensorFlow', new Error('OOM when allocating tensor with shape[9,9]')],
  ])('of memory for %s is told as one of memory', (_, failure) => {
    const { code, message } = fromRpcError(failure)
    expect(code).toBe('OUT_OF_MEMORY')
    expect(message).toMatch(/^Memory ran out .*No saved data were changed\. .*close other programs/)
  })

  it('of a wrong length is none of memory', () => {
    expect(fromRpcError(new RangeError('Invalid typed array length: -1')).code).toBe('INTERNAL')
  })

  it('of a file whose name speaks of memory is none, but for the system’s own', () => {
    const of = (code: string) =>
      Object.assign(new Error(`${code}: open '/cells/out of memory.csv'`), { code, syscall: 'open' })
    expect(fromRpcError(of('ENOENT')).code).toBe('INTERNAL')
    expect(fromRpcError(of('EACCES')).code).toBe('LIBRARY_UNWRITABLE')
    expect(fromRpcError(of('ENOMEM')).code).toBe('OUT_OF_MEMORY')
  })

  it('by an abort is a cancel', () => {
    const stop = new AbortController()
    stop.abort()
    expect(fromRpcError(stop.signal.reason).code).toBe('CANCELLED')
  })
})

describe('a procedure', () => {
  const procedure = os.use(sendableErrors)

  it('refuses what it was not made for, naming the place', async () => {
    const schema = z.object({ points: z.number().min(16) })
    const client = createRouterClient({ view: procedure.input(schema).handler(() => 1) })
    const error = fromRpcError(await client.view({ points: 3 }).catch((e) => e))
    expect(error.code).toBe('USAGE')
    expect(error.message).toContain('points')
  })

  it('refuses a file that is too large, naming the limit', async () => {
    const schema = z.object({ file: z.file().max(1024 * 1024) })
    const client = createRouterClient({ import: procedure.input(schema).handler(() => 1) })
    const file = new File([new Uint8Array(1024 * 1024 + 1)], 'large.csv')
    const error = fromRpcError(await client.import({ file }).catch((e) => e))
    expect(error).toMatchObject({ code: 'FILE_TOO_LARGE', message: expect.stringContaining('1 MB') })
  })

  it('that fails unexpectedly tells the developer, and the window a plain sentence', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const cause = new TypeError('inside')
    const client = createRouterClient({
      answer: procedure.handler(() => {
        throw cause
      }),
      stream: procedure.handler(async function* () {
        yield 1
        throw cause
      }),
    })
    const error = fromRpcError(await client.answer().catch((e) => e))
    expect(error.code).toBe('INTERNAL')
    const reading = (async () => {
      for await (const _ of await client.stream());
    })()
    expect(await reading.catch((e) => e.data)).toEqual({ code: 'INTERNAL' })
    expect(told.mock.calls).toEqual([[cause], [cause]])
    told.mockRestore()
  })
})
