import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { electronShell } from './electron-shell.ts'
import { root } from './programs.ts'
import { walk } from './walk.ts'

walk(await electronShell())

const shell = await electronShell()
afterAll(() => shell.close())

// One window for all: the tests go through it in this order.
describe.skipIf(!shell.there)('the window in Electron', () => {
  let app: ElectronApplication
  let page: Page
  let library: string

  beforeAll(async () => {
    library = await mkdtemp(join(tmpdir(), 'nagumo-library-'))
    const program = await shell.start(library)
    app = program.app
    page = program.window.page
  })
  afterAll(async () => {
    await app?.close()
    await rm(library, { recursive: true, force: true })
  })

  it('opens a window on its own pages, without a way to Node', async () => {
    await page.getByRole('button', { name: 'Try the sample' }).waitFor()
    expect(page.url().split('#')[0]).toBe('app://nagumo/')
    expect(await page.title()).toBe('Nagumo')
    const reach = ['require', 'process', 'module', 'ipcRenderer', 'electron']
    expect(await page.evaluate((names) => names.filter((name) => name in window), reach)).toEqual([])
  })

  it('serves a strict policy, and nothing beside its pages', async () => {
    const seen = await page.evaluate(async () => {
      const get = async (path: string) => {
        const response = await fetch(path)
        return [response.status, response.headers.get('content-security-policy')] as const
      }
      return {
        page: await get('/'),
        outside: await get('/..%2f..%2fpackage.json'),
        none: await get('/none.js'),
      }
    })
    expect(seen.page[0]).toBe(200)
    expect(seen.page[1]).toMatch(/^default-src 'none'; script-src 'self';/)
    expect([seen.outside[0], seen.none[0]]).toEqual([404, 404])
  })

  it('reaches the services through the port of its preload', async () => {
    const backend = page.getByRole('button', { name: /^TensorFlow (native|WebAssembly)/ })
    await backend.click()
    await page.locator('#backend-why').getByText(library).waitFor()
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await page.getByRole('listbox', { name: 'Recordings' }).getByRole('option').first().waitFor()
  })

  it('computes in a utility process', async () => {
    const names = await app.evaluate(({ app }) =>
      app.getAppMetrics().map(({ type, name }) => `${type} ${name}`),
    )
    expect(names).toContain('Utility Nagumo compute process')
    expect((await page.getByRole('alert').textContent())?.trim()).toBe('')
  })

  it('has no tools for developers, but those that were asked for', async () => {
    const seen = await app.evaluate(async ({ BrowserWindow, Menu }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]
      const opened = await new Promise((resolve) => {
        webContents.once('devtools-opened', () => resolve(true))
        setTimeout(() => resolve(false), 1500)
        webContents.openDevTools()
      })
      const roles = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) =>
        submenu?.items.map(({ role }) => String(role).toLowerCase()),
      )
      return { opened, roles }
    })
    expect(seen.opened).toBe(false)
    expect(seen.roles).toContain('resetzoom')
    expect(seen.roles).not.toContain('toggledevtools')
  })

  it('opens the documentation from its menu', async () => {
    await app.evaluate(({ BrowserWindow, Menu }) => {
      BrowserWindow.getAllWindows()[0].focus()
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find(({ label }) => label === '&Documentation')?.click()
    })
    await page.getByRole('navigation', { name: 'Contents of the documentation' }).waitFor()
    await page.keyboard.press('Alt+ArrowLeft')
  })

  it('says that it runs outside the sandbox, where it was started so', async () => {
    await page.getByText('outside the sandbox of its browser engine').waitFor()
  })

  it('lets the window save what it made, and download nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nagumo-saved-'))
    // Where the system’s dialog would ask the person.
    await app.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (event, item) => {
        if (!event.defaultPrevented) item.setSavePath(`${path}/${item.getFilename()}`)
      })
    }, folder)
    try {
      await page.evaluate(() => {
        const save = (href: string, name: string) =>
          Object.assign(document.createElement('a'), { href, download: name }).click()
        save('app://nagumo/index.html', 'page.html')
        save('data:text/plain,foreign', 'foreign.txt')
        save(URL.createObjectURL(new Blob(['kept'])), 'made.txt')
      })
      await expect
        .poll(() => readFile(join(folder, 'made.txt'), 'utf8').catch(() => null), patience)
        .toBe('kept')
      expect(await readdir(folder)).toEqual(['made.txt'])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('writes to the clipboard, and reads neither it nor any device', async () => {
    const states = await page.evaluate(async () => {
      const names = ['clipboard-write', 'clipboard-read', 'geolocation', 'camera', 'microphone', 'midi']
      const found = names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName })
        return [name, state]
      })
      return Object.fromEntries(await Promise.all(found))
    })
    expect(states).toEqual({
      'clipboard-write': 'granted',
      'clipboard-read': 'denied',
      geolocation: 'denied',
      camera: 'denied',
      microphone: 'denied',
      midi: 'denied',
    })
    const media = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    )
    expect(media).not.toBe('given')
  })

  it('has no frame of elsewhere, and no WebRTC past a proxy', async () => {
    const frame = await page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.org'
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 300))
      const seen = frame.contentWindow?.length ?? 0
      frame.remove()
      return seen
    })
    expect(frame).toBe(0)
    expect(page.frames()).toHaveLength(1)
    const policy = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0].webContents.getWebRTCIPHandlingPolicy(),
    )
    expect(policy).toBe('disable_non_proxied_udp')
  })

  // Late, because Playwright goes on waiting for the page that was refused.
  it('opens no other window or page, grants nothing, and reaches nothing', async () => {
    const outcome = await page.evaluate(async () => {
      const opened = window.open('https://example.org')
      location.href = 'https://example.org'
      const notify = await Notification.requestPermission()
      const outside = await fetch('https://example.org').then(
        () => 'reached',
        () => 'refused',
      )
      return { opened: opened !== null, notify, outside }
    })
    expect(outcome).toEqual({ opened: false, notify: 'denied', outside: 'refused' })
    expect(page.url().split('#')[0]).toBe('app://nagumo/')
    expect(app.windows()).toHaveLength(1)
  })

  it('ends with all its processes', async () => {
    const pids = await app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
    await app.close()
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow()
  })
})

// Quitting used to wait for ever for numerics that were gone already.
it.skipIf(!shell.there)('ends although its numerics can’t start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-broken-'))
  try {
    for (const part of ['package.json', 'out'])
      await cp(join(root, part), join(folder, part), { recursive: true })
    await writeFile(join(folder, 'out/main/compute.cjs'), 'process.exit(3)\n')
    const broken = await electronShell(folder)
    const { app, window } = await broken.start(join(folder, 'library'))
    await window.page.getByText('did not start').waitFor()
    const program = app.process()
    await app.close()
    expect(program.exitCode).toBe(0)
    await broken.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

// The browser engine ends without a word where it can't write to its folder.
it.skipIf(!shell.there)('says so where the home can’t be written to, and opens its window', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-home-'))
  // Not even root can make a folder below a file.
  const home = join(folder, 'home')
  await writeFile(home, '')
  try {
    const { app, window } = await shell.start(join(home, 'library'))
    await window.page.getByText('can’t be written to: perhaps your home is read-only').waitFor()
    await window.page.getByRole('heading', { name: /The library can’t be/ }).waitFor()
    const program = app.process()
    await app.close()
    expect(program.exitCode).toBe(0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
