import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArgs, findBrowser, memoryOf } from '../../test/end-to-end/programs.ts'

/** A window of the host in a real browser, in which estimates are started as a person starts them. */
export interface SoakWindow {
  /** Starts an estimate of a recording, and waits for its report. @returns the report's id */
  estimate(recording: string): Promise<string>
  /** Memory of the page after garbage collection, MB: its JavaScript, and all of its process. */
  memory(): Promise<{ heap: number; process: number }>
  close(): Promise<void>
}

/** Without optimizing compilers: the code that they make of what is used often would hide what the page keeps. */
const uncompiled = '--js-flags=--no-opt --no-maglev --no-sparkplug'

/** @returns null where no Chromium, Chrome or Edge is found */
export async function openSoakWindow(url: string): Promise<SoakWindow | null> {
  const executablePath = findBrowser()
  if (executablePath === null) return null
  const browser = await chromium.launch({ executablePath, args: [...browserArgs, uncompiled] })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(300_000)
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto(url)
  await page.getByRole('button', { name: 'Open a recording' }).first().waitFor()
  const inspector = await page.context().newCDPSession(page)
  const pid = await rendererOf(browser)

  return {
    async estimate(recording) {
      const before = page.url()
      if (!before.includes(`#/estimate/${recording}`)) {
        await page.evaluate((to) => location.assign(to), `#/estimate/${recording}`)
      }
      const button = page.getByRole('banner').getByRole('button', { name: 'Estimate', exact: true })
      await button.click()
      await page.waitForURL((to) => to.href !== before && to.hash.includes('/report/'))
      await idle(page)
      if (errors.length > 0) throw new Error(`The page failed: ${errors.join(' ')}`)
      return page.url().replace(/^.*\//, '')
    },
    async memory() {
      await inspector.send('HeapProfiler.collectGarbage')
      const { usedSize } = await inspector.send('Runtime.getHeapUsage')
      return { heap: usedSize / 2 ** 20, process: memoryOf(pid) ?? 0 }
    },
    close: () => browser.close(),
  }
}

/** Waits until the report is drawn. */
async function idle(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Parameters' }).waitFor()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** The process of the only page. */
async function rendererOf(browser: Browser): Promise<number> {
  const inspector = await browser.newBrowserCDPSession()
  const { processInfo } = await inspector.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  if (renderers.length === 0) throw new Error('The browser names no process of its page.')
  // A spare one for the next page has used less time.
  return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0].id
}
