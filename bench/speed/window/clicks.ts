import type { Browser } from 'playwright-core'
import { memoryOf, sampleFile } from '../../../test/end-to-end/programs.ts'
import { about, atMost, type Figure, median } from '../figure.ts'
import { openFile, openWindow, secondsUntil } from './open-window.ts'

const starts = 3
const later = 5

/** From the click on Estimate to numbers on screen, with a saved report: the first of a start, and later ones. */
export async function clicks(browser: Browser): Promise<Figure[]> {
  // The first start of all makes and keeps what every other one finds.
  const [made, ...found] = await eachStart(browser, starts + 1)
  const ratios = found.map(({ seconds: [first, ...others] }) => first / median(others))
  const others = found.flatMap(({ seconds }) => seconds.slice(1))
  return [
    about('click on Estimate to numbers on screen, the first of a new installation', made.seconds[0], 's'),
    about(
      'the same, first after a start, fastest',
      Math.min(...found.map(({ seconds }) => seconds[0])),
      's',
      0.6,
    ),
    about(`the same, median of the ${others.length} later ones`, median(others), 's', 0.4),
    atMost(`first after a start to later ones, smallest of ${starts} starts`, Math.min(...ratios), '×', 2),
    about('memory of the compute process', Math.max(...found.map(({ memory }) => memory)), 'MB', 300),
  ]
}

async function eachStart(browser: Browser, count: number) {
  const all: { seconds: number[]; memory: number }[] = []
  for (let i = 0; i < count; i++) all.push(await oneStart(browser))
  return all
}

async function oneStart(browser: Browser): Promise<{ seconds: number[]; memory: number }> {
  const { page, host, close } = await openWindow(browser)
  try {
    await openFile(page, sampleFile, 'Open a recording')
    const estimate = page.locator('header').getByRole('button', { name: 'Estimate', exact: true })
    const seconds: number[] = []
    for (let i = 0; i <= later; i++) {
      await page.getByRole('button', { name: 'Recordings' }).first().click()
      await estimate.click({ trial: true })
      seconds.push(await secondsUntil(page, () => estimate.click(), 'table:has(caption)', 'posterior'))
      // Of the sensitivity, which is computed after the numbers are shown.
      await page.getByRole('banner').getByText('Cancel').waitFor({ state: 'detached' })
    }
    return { seconds, memory: memoryOf(host.numerics()[0]) ?? Number.NaN }
  } finally {
    await close()
  }
}
