import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { os, type RouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type Host, startHost } from '../../src-main/host/server.ts'
import { createRandom } from '../../src-main/model/random.ts'

const router = {
  size: os.input(z.object({ file: z.file() })).handler(async ({ input: { file } }) => {
    let bytes = 0
    for await (const chunk of file.stream() as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length
    return { name: file.name, bytes }
  }),
  hold: os.handler(async function* ({ signal }) {
    held.begun++
    try {
      while (!signal?.aborted) {
        yield held.begun
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    } finally {
      held.ended++
    }
  }),
  count: os.handler(async function* ({ signal }) {
    try {
      for (let i = 0; !signal?.aborted; i++) {
        yield i
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    } finally {
      // Also where it is left in the middle of a step.
      ended++
    }
  }),
}
let ended = 0
/** Of `hold`, which has counts of its own: it may begin after the test that asked for it. */
const held = { begun: 0, ended: 0 }
let folder: string
let host: Host
let address: URL
let token: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-host-'))
  await mkdir(join(folder, 'pages'))
  await writeFile(join(folder, 'pages/index.html'), '<!doctype html><p>a window</p>')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await symlink(join(folder, 'secret.txt'), join(folder, 'pages/linked.txt'))
  host = await startHost({
    router: () => router,
    pages: join(folder, 'pages'),
    limits: { message: 2 ** 18, files: { '/size': 2 ** 20 } },
  })
  address = new URL(host.url)
  token = address.hash.slice('#token='.length)
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** Sends a path as it is written, unlike fetch, which would tidy it. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: address.port, path, headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

interface Door {
  origin?: string
  protocols?: string[]
  path?: string
  hostName?: string
}

function knock({ origin = address.origin, protocols, path = '/link', hostName }: Door): WebSocket {
  return new WebSocket(`ws://${address.host}${path}`, protocols ?? ['nagumo', `token-${token}`], {
    ...(origin && { origin }),
    ...(hostName && { headers: { Host: hostName } }),
  })
}

/** The HTTP status that a WebSocket was refused with; 101 where it was let in. */
function statusOf(door: Door): Promise<number> {
  const socket = knock(door)
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

describe('the pages', () => {
  it('are served with headers that let nothing else in', async () => {
    const { status, headers, body } = await get('/')
    expect(status).toBe(200)
    expect(body).toContain('a window')
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '//../secret.txt',
    '/pages/../../secret.txt',
    '/linked.txt',
  ])('do not lead out of their folder (%s)', async (path) => {
    const { status, body } = await get(path)
    expect([status, body]).toEqual([404, 'Not Found'])
  })

  it('are refused under another name, which a rebound DNS name would be', async () => {
    expect((await get('/', { Host: 'evil.example' })).status).toBe(421)
    expect((await get('/', { Host: `127.0.0.1:${Number(address.port) + 1}` })).status).toBe(421)
    expect((await get('/', { Host: `localhost:${address.port}` })).status).toBe(200)
  })

  it('are refused to a page of another origin', async () => {
    expect((await get('/', { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await get('/', { Origin: 'null' })).status).toBe(403)
  })

  it('are only read', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
    expect((await get('/', {}, 'HEAD')).status).toBe(200)
  })
})

describe('the door to the services', () => {
  it('has a token of 256 bits', () => {
    expect(Buffer.from(token, 'base64url').length).toBe(32)
  })

  it('lets in the window of this launch alone', async () => {
    expect(await statusOf({})).toBe(101)
    expect(await statusOf({ protocols: ['nagumo'] })).toBe(401)
    expect(await statusOf({ protocols: ['nagumo', 'token-'] })).toBe(401)
    expect(await statusOf({ protocols: ['nagumo', `token-${token.slice(0, -1)}_`] })).toBe(401)
    expect(await statusOf({ protocols: [`token-${token}`] })).toBe(401)
  })

  it('refuses other origins, none, and another name, even with the token', async () => {
    expect(await statusOf({ origin: 'https://evil.example' })).toBe(403)
    expect(await statusOf({ origin: `http://127.0.0.1:${Number(address.port) + 1}` })).toBe(403)
    expect(await statusOf({ origin: '' })).toBe(403)
    expect(await statusOf({ hostName: 'evil.example' })).toBe(421)
  })

  it('is at one path', async () => {
    expect(await statusOf({ path: '/other' })).toBe(404)
    expect(await statusOf({ path: '/other', protocols: ['nagumo'] })).toBe(401)
  })

  it('listens on the loopback alone', async () => {
    const outside = connect({ host: '127.0.0.2', port: Number(address.port) })
    const refused = await new Promise<string>((resolve) => {
      outside.on('connect', () => resolve('connected'))
      outside.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    })
    expect(refused).toMatch(/^E/)
  })
})

describe('calls', () => {
  type Client = RouterClient<typeof router>
  /** ws is close enough to a browser's WebSocket. */
  const connectClient = (socket: WebSocket): Client =>
    createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))

  it('carry a file', async () => {
    const socket = knock({ path: '/files' })
    const file = new File([new Uint8Array(500_000)], 'cell 7, µ.csv')
    expect(await connectClient(socket).size({ file })).toEqual({ name: 'cell 7, µ.csv', bytes: 500_000 })
    socket.close()
  })

  it.each([
    ['for a call', '/link', 2 ** 18],
    ['for a file', '/files', 2 ** 20 + 1],
    ['for any at all', '/files', 2 ** 21],
  ])(
    'close the connection where a message is too large %s, and the next one works',
    async (_, path, bytes) => {
      const socket = knock({ path })
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      const call = connectClient(socket).size({ file: new File([new Uint8Array(bytes)], 'x') })
      await expect(call).rejects.toThrow()
      expect(await closed).toBe(1009)
      const next = knock({})
      expect(await connectClient(next).size({ file: new File(['ab'], 'x') })).toMatchObject({ bytes: 2 })
      next.close()
    },
  )

  it('take no text where a file may come', async () => {
    const socket = knock({ path: '/files' })
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    socket.on('open', () =>
      socket.send(JSON.stringify({ i: '1', p: { u: '/size', b: 'x'.repeat(2 ** 19) } })),
    )
    expect(await closed).toBe(1009)
  })

  it('are stopped by an abort that comes with them', async () => {
    const socket = knock({})
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ i: 'a', p: { u: '/hold' } }))
    socket.send(JSON.stringify({ i: 'a', t: 4 }))
    // The connection is well, and answers what comes after; by then the call before would have begun.
    for (let k = 0; k < 3; k++)
      expect(await connectClient(socket).size({ file: new File(['ab'], 'x') })).toMatchObject({ bytes: 2 })
    await expect.poll(() => held.begun - held.ended).toBe(0)
    socket.close()
  })

  it('end when their window goes', async () => {
    const socket = knock({})
    const before = ended
    // One client, as a window is: the calls of two would have the same ids.
    const client = connectClient(socket)
    for await (const i of await client.count()) if (i === 2) break
    const stream = await client.count()
    await stream.next()
    socket.terminate()
    await expect.poll(() => ended).toBe(before + 2)
  })
})

describe('a message that is none', () => {
  const call = JSON.stringify({
    i: '1',
    p: { u: '/size', h: { 'content-type': 'text/csv' }, b: { json: {} } },
  })

  /** Bytes turned over, doubled, left out and put in, at places drawn by a seed. */
  function mutated(random: ReturnType<typeof createRandom>): Buffer {
    const bytes = [...Buffer.from(call)]
    const place = () => Math.floor(random.uniform() * bytes.length)
    for (let k = 0; k < 4; k++) {
      const what = Math.floor(random.uniform() * 4)
      if (what === 0) bytes[place()] ^= 1 << Math.floor(random.uniform() * 8)
      if (what === 1) bytes.splice(place(), 1 + place())
      if (what === 2) bytes.splice(place(), 0, ...[0x1b, 0x5b, 0x32, 0x4a])
      if (what === 3) bytes.push(...bytes)
    }
    return Buffer.from(bytes)
  }

  it('closes its connection with a reason; of five hundred a few lines are printed, with nothing of theirs', async () => {
    const lines: string[] = []
    const print = (...words: unknown[]) => void lines.push(words.map(String).join(' '))
    const spies = [
      vi.spyOn(console, 'warn').mockImplementation(print),
      vi.spyOn(console, 'error').mockImplementation(print),
    ]
    const random = createRandom(4)
    const statuses = new Set<number>()
    const one = (binary: boolean) =>
      new Promise<void>((resolve) => {
        const socket = knock({ path: random.uniform() < 0.5 ? '/link' : '/files' })
        socket.on('open', () => {
          const bytes = mutated(random)
          socket.send(binary ? bytes : bytes.toString('latin1'), { binary })
          // Some still are calls, and are answered.
          socket.send('no call')
        })
        socket.on('close', (status) => {
          statuses.add(status)
          resolve()
        })
      })
    for (let k = 0; k < 500; k += 20)
      await Promise.all(Array.from({ length: 20 }, (_, j) => one(j % 2 === 0)))
    for (const spy of spies) spy.mockRestore()
    expect([...statuses].sort()).toEqual([1007])
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.length).toBeLessThanOrEqual(3)
    expect(lines.join('')).not.toMatch(/\p{Cc}/u)
    const next = knock({})
    await new Promise((resolve) => next.on('open', resolve))
    next.close()
  })
})

describe('the file that leads the browser to the window', () => {
  it('is for its owner alone, holds no token, and lets in once', async () => {
    const own = await startHost({ router: () => router, pages: join(folder, 'pages') })
    const launchFile = await own.openLaunch()
    const { mode } = await stat(launchFile)
    if (process.platform !== 'win32') {
      expect(mode & 0o777).toBe(0o600)
      expect((await stat(dirname(launchFile))).mode & 0o777).toBe(0o700)
    }
    const page = await readFile(launchFile, 'utf8')
    const ownToken = new URL(own.url).hash.slice('#token='.length)
    expect(page).not.toContain(ownToken)
    const origin = new URL(own.url).origin
    const [, secret] = page.match(/#launch=([\w-]+)/) ?? []
    const exchange = (body: string, headers: Record<string, string> = { Origin: origin }) =>
      fetch(`${origin}/launch`, { method: 'POST', body, headers })
    expect((await exchange('wrong')).status).toBe(401)
    expect((await exchange('x'.repeat(10_000))).status).toBe(401)
    expect((await exchange(secret, { Origin: 'https://evil.example' })).status).toBe(403)
    const right = await exchange(secret)
    expect([right.status, await right.text()]).toEqual([200, ownToken])
    expect((await exchange(secret)).status).toBe(401)
    await expect(stat(dirname(launchFile))).rejects.toMatchObject({ code: 'ENOENT' })
    await own.close()
  })

  it('goes with the host where no browser came', async () => {
    const own = await startHost({ router: () => router, pages: join(folder, 'pages') })
    const launchFile = await own.openLaunch()
    await own.close()
    await expect(stat(launchFile)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

it('closes the connections of before another project was opened, and none that is opened meanwhile', async () => {
  const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve))
  const before = knock({})
  await opened(before)
  const closed = new Promise((resolve) => before.once('close', resolve))
  host.reconnect()
  const meanwhile = knock({})
  await opened(meanwhile)
  expect(await closed).toBe(1012)
  const answered = new Promise<string>((resolve) => {
    meanwhile.once('pong', () => resolve('open'))
    meanwhile.once('close', () => resolve('closed'))
  })
  meanwhile.ping()
  expect(await answered).toBe('open')
  meanwhile.close()
})
