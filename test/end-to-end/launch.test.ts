import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { browserArgs, findBrowser } from './programs.ts'
import { type RunningHost, startHost } from './running-host.ts'

const executablePath = process.platform === 'linux' ? findBrowser() : null

describe.skipIf(!executablePath)('the browser that the program opens', () => {
  let folder: string
  let host: RunningHost
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nagumo-opener-'))
    // In the place of the desktop's own: it notes its arguments, which every user of the computer could read.
    const opener = join(folder, 'xdg-open')
    await writeFile(opener, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\n`)
    await chmod(opener, 0o755)
    host = await startHost({
      ...process.env,
      DISPLAY: ':0',
      PATH: `${folder}${delimiter}${process.env.PATH}`,
    })
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: browserArgs,
      timeout: patience.timeout,
    })
  })
  afterAll(async () => {
    await browser?.close()
    await host?.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('is given a file and no secret; the file leads to the window, once, and a reload stays there', async () => {
    await expect.poll(() => readFile(join(folder, 'arguments'), 'utf8').catch(() => '')).toMatch(/\S\n/)
    const file = (await readFile(join(folder, 'arguments'), 'utf8')).trim()
    const token = new URL(host.url).hash.slice('#token='.length)
    expect(file).not.toContain(token)
    expect(file).not.toMatch(/http:|#/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    const page = await browser.newPage()
    page.setDefaultTimeout(patience.timeout)
    await page.goto(pathToFileURL(file).href)
    const open = page.getByRole('button', { name: 'Open a recording' }).first()
    await open.waitFor()
    await page.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    // The address names the screen, and nothing of the launch.
    const address = page.url().replace(/#\/[a-z]+$/, '')
    expect(address).toBe(`${new URL(host.url).origin}/`)
    await page.reload()
    await open.waitFor()
    await page.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
