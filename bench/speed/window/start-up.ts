import type { Browser } from 'playwright-core'
import { about, atMost, type Figure, median } from '../figure.ts'
import { memoryOf, openWindow } from './open-window.ts'

/** From npm start, already built, to an interactive window; the browser itself is already running. */
export async function startUp(browser: Browser): Promise<Figure[]> {
  const seconds: number[] = []
  const memory: number[] = []
  for (let i = 0; i < 3; i++) {
    const began = performance.now()
    const { page, host, close } = await openWindow(browser)
    await page.getByRole('button', { name: 'Open a recording' }).first().click({ trial: true })
    seconds.push((performance.now() - began) / 1000)
    memory.push(memoryOf(host.pid) ?? Number.NaN)
    await close()
  }
  return [
    atMost('start to a usable window, median of 3', median(seconds), 's', 3),
    about('memory of the services’ process at start-up', median(memory), 'MB', 90),
  ]
}
