import type { Browser } from 'playwright-core'
import { memoryOf } from '../../../test/end-to-end/programs.ts'
import { about, atMost, type Figure, median } from '../figure.ts'
import { openWindow, windowMemory } from './open-window.ts'

const rounds = 5

/** From npm start, already built, to an interactive window; the browser itself is already running. */
export async function startUp(browser: Browser): Promise<Figure[]> {
  const seconds: number[] = []
  const memory: number[] = []
  const pages: number[] = []
  for (let i = 0; i < rounds; i++) {
    const began = performance.now()
    const { page, host, close } = await openWindow(browser)
    await page.getByRole('button', { name: 'Open a recording' }).first().click({ trial: true })
    seconds.push((performance.now() - began) / 1000)
    memory.push(memoryOf(host.pid) ?? Number.NaN)
    pages.push(await windowMemory(browser))
    await close()
  }
  return [
    atMost(`start to a usable window, fastest of ${rounds}`, Math.min(...seconds), 's', 1.5),
    about('the same, median', median(seconds), 's'),
    about('memory of the services’ process at start-up', median(memory), 'MB', 90),
    about('memory of the window’s process at start-up', median(pages), 'MB'),
  ]
}
