import type { Browser } from 'playwright-core'
import { sampleFile } from '../../../test/end-to-end/programs.ts'
import { about, type Figure, median } from '../figure.ts'
import { memoryOf, nextFrame, openFile, openWindow } from './open-window.ts'

/** From the click on Estimate to numbers on screen, with a saved report. */
export async function clicks(browser: Browser): Promise<Figure[]> {
  const { page, host, close } = await openWindow(browser)
  try {
    await openFile(page, sampleFile, 'Open a recording')
    const estimate = page.locator('header').getByRole('button', { name: 'Estimate', exact: true })
    const numbers = page.getByRole('table', { name: /posterior/ })
    const seconds: number[] = []
    for (let i = 0; i < 6; i++) {
      await page.getByRole('button', { name: 'Recordings' }).first().click()
      await estimate.click({ trial: true })
      const began = performance.now()
      await estimate.click()
      await numbers.waitFor()
      await nextFrame(page)
      seconds.push((performance.now() - began) / 1000)
    }
    const [first, ...others] = seconds
    return [
      about('click on Estimate to numbers on screen, first', first, 's', 0.6),
      about('the same, median of the next 5', median(others), 's', 0.4),
      about('memory of the compute process', memoryOf(host.numerics()[0]) ?? Number.NaN, 'MB', 300),
    ]
  } finally {
    await close()
  }
}
