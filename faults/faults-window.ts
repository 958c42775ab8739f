import { type Browser, chromium, type Page } from 'playwright-core'
import { browserArgs, findBrowser } from '../test/end-to-end/programs.ts'
import { type WorkbenchPage, workbenchOn } from '../test/end-to-end/workbench-page.ts'
import type { Setting } from './scenario.ts'
import { must } from './tally.ts'

/** The workbench in a real browser. */
export interface FaultsWindow {
  page: Page
  /** What a person sees and does. */
  workbench: WorkbenchPage
  /** A training in the list, by its name. */
  training: WorkbenchPage['training']
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
    get page() {
      return workbench.page
    },
    get workbench() {
      return workbench
    },
    training: (name) => workbench.training(name),
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
