import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { patience } from '../support/patience.ts'
import { findBrowser, launchBrowser } from './browser.ts'
import type {} from './fixture/serve-once.ts'

export const executable = findBrowser()

/**
 * A page of the window for each test of a file, on a workbench of canned answers. Every test also sees to it that the
 * Content-Security-Policy holds and that nothing fails unseen.
 */
export function windowPage() {
  let browser: Browser
  const url = inject('windowUrl')
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await launchBrowser(executable!)
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    await page.close()
    expect(complaints).toEqual([])
  })

  return {
    /**
     * @param wishes what the fixture is asked for, as a query; behind “#”, the address of a place
     * @param locale of the person’s system
     */
    async open(wishes = '', locale = 'en-US'): Promise<Page> {
      const viewport = { width: 1280, height: 800 }
      page = await browser.newPage({ viewport, locale, acceptDownloads: true })
      page.setDefaultTimeout(patience.timeout)
      complaints = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(`${url}?${wishes}`)
      await page.getByRole('navigation', { name: 'Screens' }).waitFor()
      return page
    },
    url: () => url,
    /** Lets go on the work that the wish `estimate=held` holds. */
    release: () => page.evaluate(() => (window as unknown as { release(): void }).release()),
  }
}
