import { readFile } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'
import { patience } from '../support/patience.ts'
import { browserArgs, findBrowser } from './programs.ts'
import { startHost } from './running-host.ts'
import { complaintsOf, type Shell } from './shell.ts'
import { workbenchOn } from './workbench-page.ts'

/** Path of the browser, or null where there is none: its tests are skipped then. */
export const browserPath = findBrowser()

export const launchBrowser = () =>
  chromium.launch({
    ...(browserPath && { executablePath: browserPath }),
    args: browserArgs,
    timeout: patience.timeout,
  })

export const newPage = (browser: Browser) => browser.newPage({ viewport: { width: 1280, height: 800 } })

/** The window in a browser, over the browser host. */
export function browserShell(): Shell {
  let browser: Browser | null = null
  return {
    where: 'in a browser',
    there: browserPath !== null,
    carriesFiles: true,
    async start(library) {
      browser ??= await launchBrowser()
      const host = await startHost(undefined, library)
      const window = workbenchOn(await newPage(browser))
      const { origin } = new URL(host.url)
      const complaints = complaintsOf(window, (url) => url.origin === origin)
      const { page } = window
      await page.goto(host.url)
      return {
        window,
        give: (path) => window.open(path),
        numerics: async () => host.numerics(),
        async saved(act) {
          const downloading = page.waitForEvent('download')
          await act()
          const download = await downloading
          return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
        },
        complaints: () => complaints,
        async end() {
          await page.close({ runBeforeUnload: true })
          if (!page.isClosed()) await page.waitForEvent('close')
          await host.end('SIGINT')
        },
      }
    },
    close: async () => browser?.close(),
  }
}
