import type { Browser, Page } from 'playwright-core'
import { memoryOf } from '../../../test/end-to-end/programs.ts'
import { type RunningHost, startHost } from '../../../test/end-to-end/running-host.ts'

export interface OpenWindow {
  page: Page
  host: RunningHost
  close(): Promise<void>
}

/** The workbench in an interactive page. @param library folder of one that was left on a report; else a new, empty one */
export async function openWindow(browser: Browser, library?: string): Promise<OpenWindow> {
  const host = await startHost(undefined, library)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const close = async (): Promise<void> => {
    await page.close()
    await host.remove()
  }
  try {
    await page.goto(host.url)
    if (library) {
      // It opens where it was left: on the report.
      await page.getByRole('heading', { name: 'Parameters' }).waitFor()
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('button').first().click()
      await page.locator('.list').first().waitFor()
    } else await shown(page, 'button', 'Open a recording')
    return { page, host, close }
  } catch (error) {
    // Nothing may outlive the measurement.
    await close()
    throw error
  }
}

/** Opens a file through the dialog, and waits until its trace is drawn. @returns seconds from the choice on */
export async function openFile(page: Page, path: string, opener: string): Promise<number> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: opener }).first().click()
  const chooser = await choosing
  return secondsUntil(page, () => chooser.setFiles(path), '.trace canvas')
}

/** Seconds from an act until an element is on the screen that was not there before. */
export async function secondsUntil(
  page: Page,
  act: () => Promise<void>,
  selector: string,
  text?: string,
): Promise<number> {
  const appeared = shown(page, selector, text)
  const began = performance.now()
  await act()
  await appeared
  return (performance.now() - began) / 1000
}

/**
 * Resolves in the frame after an element with this text is shown. The page itself watches: Playwright's own waiting
 * looks only every half second after the first one.
 */
function shown(page: Page, selector: string, text = ''): Promise<void> {
  return page.evaluate(
    ([selector, text]) =>
      new Promise<void>((done) => {
        const isShown = (one: Element): boolean =>
          one.getClientRects().length > 0 && (one.textContent ?? '').includes(text)
        const look = (): void => {
          if (!Array.from(document.querySelectorAll(selector)).some(isShown)) return
          watcher.disconnect()
          requestAnimationFrame(() => requestAnimationFrame(() => done()))
        }
        const watcher = new MutationObserver(look)
        watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
        look()
      }),
    [selector, text] as const,
  )
}

/** Waits until the last change is on the screen. */
export function nextFrame(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
}

/** Records the gaps between frames, ms; the function returned stops and gives the longest. */
export async function watchFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = { last: performance.now(), longest: 0 }
    Object.assign(globalThis, { frameWatch: watch })
    const frame = (): void => {
      const now = performance.now()
      watch.longest = Math.max(watch.longest, now - watch.last)
      watch.last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  return () =>
    page.evaluate(() => (globalThis as unknown as { frameWatch: { longest: number } }).frameWatch.longest)
}

/** Memory of the pages' processes, MB. */
export async function windowMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf(id) ?? 0)
  return Math.max(...pages)
}
