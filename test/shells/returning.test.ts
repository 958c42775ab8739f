import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { LaunchKey } from '../../src-main/contract/current-address.ts'
import { newLaunch, readPastLaunches } from '../../src-main/host/past-launches.ts'
import { runtimeFolder } from '../../src-main/host/runtime-folder.ts'
import { type Host, startHost } from '../../src-main/host/server.ts'
import { askCurrentAddress, askForKey, type KnownLaunch } from '../../src-renderer/lib/current-address.ts'

/** Not as a page of a window. */
const { fetch } = globalThis
const posix = process.platform !== 'win32'
let folder: string
let pages: string
let hosts: Host[]
let squatters: Server[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-returning-'))
  pages = join(folder, 'pages')
  await mkdir(pages)
  await writeFile(join(pages, 'index.html'), '<!doctype html><p>a window</p>')
  await mkdir(join(folder, 'run'), { mode: 0o700 })
  hosts = []
  squatters = []
})
afterEach(async () => {
  for (const host of hosts) await host.close()
  for (const server of squatters) await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

/** As `npm start` begins one: it knows of the launches before it. */
async function launch(): Promise<{ host: Host; origin: string; port: number; token: string }> {
  const past = await readPastLaunches(join(folder, 'run'), '/library')
  const host = await startHost({ router: () => ({}), pages, past })
  hosts.push(host)
  const { origin, port, hash } = new URL(host.url)
  return { host, origin, port: Number(port), token: hash.slice('#token='.length) }
}
async function stop(host: Host): Promise<void> {
  hosts = hosts.filter((one) => one !== host)
  await host.close()
}

/** The window's own code, in a page of this origin. */
async function inPageOf<Result>(origin: string, work: () => Promise<Result>): Promise<Result> {
  vi.stubGlobal('fetch', (place: string, init: RequestInit) =>
    fetch(`${origin}${place}`, { ...init, headers: { Origin: origin } }),
  )
  try {
    return await work()
  } finally {
    vi.unstubAllGlobals()
  }
}
async function keyOf({ origin, token }: { origin: string; token: string }): Promise<KnownLaunch> {
  const known = await inPageOf(origin, () => askForKey(token))
  if (!known) throw new Error('The host did not let its own window in')
  return known
}
const ask = (origin: string, known: KnownLaunch) => inPageOf(origin, () => askCurrentAddress(known))

/** Another program at a port, which notes what it is told. */
async function squat(port: number, answer: (body: string) => string | Promise<string>) {
  const heard: { body: string; headers: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ body, headers: request.headers })
    response.end(await answer(body))
  })
  squatters.push(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return heard
}
const post = (origin: string, place: string, body: string, from = origin) =>
  fetch(`${origin}${place}`, { method: 'POST', body, headers: { Origin: from } })

describe('a window whose host was started again', () => {
  it('is told where it is now, over as many launches as it slept through', async () => {
    const first = await launch()
    const known = await keyOf(first)
    expect(await ask(first.origin, known)).toEqual({ port: first.port, token: first.token })
    await stop(first.host)
    expect(await ask(first.origin, known)).toBe('nothing')
    const second = await launch()
    expect(await ask(first.origin, known)).toEqual({ port: second.port, token: second.token })
    const knownLater = await keyOf(second)
    await stop(second.host)
    const third = await launch()
    expect(new Set([first, second, third].map(({ port }) => port)).size).toBe(3)
    expect(new Set([first, second, third].map(({ token }) => token)).size).toBe(3)
    for (const [{ origin }, key] of [[first, known] as const, [second, knownLater] as const])
      expect(await ask(origin, key)).toEqual({ port: third.port, token: third.token })
  })

  it('finds there no page, no calls and no cookie: what a browser keeps of that origin may be of somebody else', async () => {
    const first = await launch()
    await stop(first.host)
    const second = await launch()
    for (const path of ['/', '/index.html', '/key', '/launch']) {
      const answer = await fetch(`${first.origin}${path}`)
      expect([path, answer.status]).toEqual([path, 410])
      expect(await answer.text()).toMatch(/restarted at another address/)
      expect(answer.headers.get('set-cookie')).toBe(null)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const socket = new WebSocket(`${first.origin.replace('http', 'ws')}/link`, [
      'nagumo',
      `token-${second.token}`,
    ])
    await expect(
      new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)),
    ).rejects.toThrow()
    expect((await fetch(second.origin)).headers.get('set-cookie')).toBe(null)
  })

  it('is the only one that can read it: not with another key, not another time', async () => {
    const first = await launch()
    const known = await keyOf(first)
    await stop(first.host)
    const second = await launch()
    const stranger = await crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, ['decrypt'])
    expect(await ask(first.origin, { ...known, key: stranger })).toBe('stranger')
    const nonce = Buffer.alloc(32, 7).toString('base64url')
    const asked = JSON.stringify({ launch: known.launch, nonce })
    const answer = await (await post(first.origin, '/current-address', asked)).text()
    expect(Buffer.from(answer, 'base64url').toString('latin1')).not.toContain(second.token)
    // Kept, and given to a window that asks with a nonce of its own.
    await stop(second.host)
    await squat(first.port, () => answer)
    expect(await ask(first.origin, known)).toBe('stranger')
  })

  it('is told of its own launch alone, so that nobody passes its question on', async () => {
    const first = await launch()
    const known = await keyOf(first)
    await stop(first.host)
    const heard = await squat(first.port, async (body) => {
      const passedOn = await Promise.all(
        [second, third].map(({ origin }) => post(origin, '/current-address', body)),
      )
      expect(passedOn.map(({ status }) => status)).toEqual([401, 401])
      return passedOn[0].text()
    })
    const second = await launch()
    const third = await launch()
    expect(await ask(first.origin, known)).toBe('stranger')
    expect(heard).toHaveLength(1)
  })

  it('tells another program at its address neither key nor token nor cookie, and goes on when that is gone', async () => {
    const first = await launch()
    const known = await keyOf(first)
    const [file] = await readdir(join(folder, 'run'))
    const { launches } = JSON.parse(await readFile(join(folder, 'run', file), 'utf8')) as {
      launches: LaunchKey[]
    }
    await stop(first.host)
    const lies = ['', '{}', '<html>', 'AAAA', 'A'.repeat(900), 'A'.repeat(5_000_000), launches[0].launch]
    const heard = await squat(first.port, () => lies[heard.length - 1])
    // It starts all the same.
    const second = await launch()
    for (const _ of lies) expect(await ask(first.origin, known)).toBe('stranger')
    expect(heard).toHaveLength(lies.length)
    for (const { body, headers } of heard) {
      const all = `${body}${JSON.stringify(headers)}`
      for (const secret of [first.token, second.token, launches[0].key]) expect(all).not.toContain(secret)
      expect(Object.keys(JSON.parse(body))).toEqual(['launch', 'nonce'])
      expect(headers).not.toHaveProperty('cookie')
    }
    expect(new Set(heard.map(({ body }) => JSON.parse(body).nonce)).size).toBe(lies.length)
    // What it heard opens nothing.
    for (const guess of [launches[0].launch, JSON.parse(heard[0].body).nonce, first.token])
      for (const place of ['/key', '/launch'])
        expect((await post(second.origin, place, guess)).status).toBe(401)
    await new Promise((resolve) => squatters.pop()?.close(resolve))
    await stop(second.host)
    const third = await launch()
    expect(await ask(first.origin, known)).toEqual({ port: third.port, token: third.token })
  })

  it('is refused where it asks for what it is not', async () => {
    const first = await launch()
    const known = await keyOf(first)
    await stop(first.host)
    const second = await launch()
    expect(await inPageOf(second.origin, () => askForKey(first.token))).toBe(null)
    const asked = JSON.stringify({ launch: known.launch, nonce: Buffer.alloc(32).toString('base64url') })
    expect((await post(first.origin, '/current-address', asked)).status).toBe(200)
    expect((await post(first.origin, '/current-address', asked, 'https://evil.example')).status).toBe(403)
    expect((await post(first.origin, '/current-address', asked, second.origin)).status).toBe(403)
    expect((await post(second.origin, '/key', second.token, 'https://evil.example')).status).toBe(403)
    const short = JSON.stringify({ launch: known.launch, nonce: 'AAAA' })
    for (const none of ['', 'null', '[]', '{', short, `${asked}${' '.repeat(10_000)}`])
      expect((await post(first.origin, '/current-address', none)).status).toBe(404)
  })
})

describe('what is kept of a launch', () => {
  const file = async () => join(folder, 'run', (await readdir(join(folder, 'run')))[0])

  it('is for this user alone, of the last few launches, and for each library by itself', async () => {
    for (let port = 1; port <= 20; port++)
      await (await readPastLaunches(join(folder, 'run'), '/library')).remember(newLaunch(port))
    const { before } = await readPastLaunches(join(folder, 'run'), '/library')
    expect(before.map(({ port }) => port)).toEqual([20, 19, 18, 17, 16, 15, 14, 13])
    expect((await readPastLaunches(join(folder, 'run'), '/other')).before).toEqual([])
    if (posix) expect((await stat(await file())).mode & 0o777).toBe(0o600)
  })

  it('counts as nothing where others could have read or written it, or where it is damaged', async () => {
    const keep = async () => (await readPastLaunches(join(folder, 'run'), '/library')).remember(newLaunch(7))
    const known = async () => (await readPastLaunches(join(folder, 'run'), '/library')).before.length
    await keep()
    expect(await known()).toBe(1)
    if (posix) {
      await chmod(await file(), 0o644)
      expect(await known()).toBe(0)
      await chmod(await file(), 0o600)
      expect(await known()).toBe(1)
    }
    await writeFile(await file(), '{"launches":')
    expect(await known()).toBe(0)
    // The next launch puts it right.
    await keep()
    expect(await known()).toBe(1)
  })

  it('lies in no folder that somebody else may have made', async () => {
    const made = await runtimeFolder({ XDG_RUNTIME_DIR: folder })
    expect(made).toBe(join(folder, 'nagumo'))
    if (!posix) return
    expect((await stat(made ?? '')).mode & 0o777).toBe(0o700)
    await chmod(join(folder, 'nagumo'), 0o755)
    expect(await runtimeFolder({ XDG_RUNTIME_DIR: folder })).not.toBe(join(folder, 'nagumo'))
    await rm(join(folder, 'nagumo'), { recursive: true })
    await symlink(join(folder, 'run'), join(folder, 'nagumo'))
    expect(await runtimeFolder({ XDG_RUNTIME_DIR: folder })).not.toBe(join(folder, 'nagumo'))
  })
})
