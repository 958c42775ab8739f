import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser, newPage } from './browser-shell.ts'
import { type RunningHost, startHost } from './running-host.ts'
import { type WorkbenchPage, workbenchOn } from './workbench-page.ts'

/**
 * For the tests of a describe block: one browser, and for each test a host with a library of its own, which a test may
 * end and start again. Pages are closed after each test.
 */
export function useBrowserAndHost() {
  let browser: Browser
  let host: RunningHost
  let complaints: string[]

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    complaints = []
    host = await startHost()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await host.remove()
  })

  const pages = () => browser.contexts().flatMap((context) => context.pages())
  return {
    host: () => host,
    pages,
    /** Errors of all pages of the test. */
    complaints: () => complaints,
    /** The next host on the same library. */
    async startAgain(): Promise<void> {
      host = await startHost(undefined, host.library)
    },
    /** To all processes that compute. */
    signal(name: NodeJS.Signals): void {
      for (const pid of host.numerics()) process.kill(pid, name)
    },
    /** @param url of the host, by default with the key to it */
    async openWindow(url: string = host.url): Promise<WorkbenchPage> {
      const page = await newPage(browser)
      page.on('pageerror', (error) => complaints.push(error.message))
      const window = workbenchOn(page)
      await page.goto(url)
      return window
    },
  }
}
