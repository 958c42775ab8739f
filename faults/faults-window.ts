import { type Browser, chromium } from 'playwright-core'
import { browserArgs, findBrowser } from '../test/end-to-end/programs.ts'
import { type WorkbenchPage, workbenchOn } from '../test/end-to-end/workbench-page.ts'
import type { Setting } from './scenario.ts'
import { must } from './tally.ts'

/** The workbench in a real browser. */
export interface FaultsWindow {
  /** What a person sees and does. */
  readonly workbench: WorkbenchPage
  /** @throws Error where it says that something is wrong, or its scripts failed */
  requireCalm(): Promise<void>
  /** Closes the page as a person does, and not the browser. */
  shut(): Promise<void>
  /** Opens a page again. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** @returns null where no Chromium, Chrome or Edge is found */
export async function openFaultsWindow(
  url: string,
  { tally }: Pick<Setting, 'tally'>,
): Promise<FaultsWindow | null> {
  const executablePath = findBrowser()
  if (executablePath === null) {
    tally.leaveOut('window', 'no Chromium, Chrome or Edge was found')
    return null
  }
  const browser = await chromium.launch({ executablePath, args: browserArgs })
  return windowIn(browser, url)
}

async function windowIn(browser: Browser, url: string): Promise<FaultsWindow> {
  const errors: string[] = []
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.on('pageerror', ({ message }) => errors.push(message))
    const workbench = workbenchOn(page)
    await page.goto(url)
    await workbench.numericsReady()
    return workbench
  }
  let workbench = await open()
  return {
    get workbench() {
      return workbench
    },
    async requireCalm() {
      const alert = (await workbench.alert().allTextContents()).join(' ').trim()
      must(alert === '', `the window says: ${alert}`)
      must(!(await workbench.stopped().isVisible()), 'the window says that Nagumo has stopped')
      must(errors.length === 0, `the page failed: ${errors.join(' ')}`)
    },
    shut: () => workbench.page.close({ runBeforeUnload: true }),
    async reopen() {
      workbench = await open()
    },
    close: () => browser.close(),
  }
}
