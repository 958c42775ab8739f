import type { Browser, Page } from 'playwright-core'
import { sampleFile } from '../../../test/end-to-end/programs.ts'
import { about, atMost, type Figure } from '../figure.ts'
import { crowd } from './crowded-library.ts'
import { openFile, openWindow, windowMemory } from './open-window.ts'

const rounds = 6
const recordings = 62

/** Keys and clicks in a library with many reports: from the key to the next frame that is shown. */
export async function keys(browser: Browser, reports: number): Promise<Figure[]> {
  const library = await crowdedLibrary(browser, reports)
  const { page, close } = await openWindow(browser, library)
  try {
    await watchAnswers(page)
    const fastest = new Map<string, number>()
    let slowest = 0
    const screens = await page.getByRole('navigation', { name: 'Screens' }).getByRole('button').count()
    for (let round = 0; round < rounds; round++) {
      for (let screen = 1; screen <= screens; screen++) {
        await answer(`screen ${screen}`, () => page.keyboard.press(String(screen)))
        const list = page.locator('.list:visible').first()
        if (!(await list.count())) continue
        await list.focus()
        await answer(`next row on screen ${screen}`, () => page.keyboard.press('ArrowDown'))
      }
    }
    return [
      ...[...fastest].map(([name, ms]) =>
        atMost(`${name}, ${reports} reports, key to frame, fastest of ${rounds}`, ms, 'ms', 100),
      ),
      about('slowest of all of these', slowest, 'ms'),
      about('memory of the window’s process then', await windowMemory(browser), 'MB'),
    ]

    async function answer(name: string, act: () => Promise<void>): Promise<void> {
      await act()
      const ms = await lastAnswer(page)
      slowest = Math.max(slowest, ms)
      fastest.set(name, Math.min(fastest.get(name) ?? Number.POSITIVE_INFINITY, ms))
      // What follows the frame belongs to this key, not to the next one.
      await page.waitForTimeout(400)
    }
  } finally {
    await close()
  }
}

/** A library with one estimate, copied. @returns its folder */
async function crowdedLibrary(browser: Browser, reports: number): Promise<string> {
  const { page, host, close } = await openWindow(browser)
  await openFile(page, sampleFile, 'Open a recording')
  try {
    await page.getByText('Model input', { exact: true }).waitFor()
    await page.locator('header').getByRole('button', { name: 'Estimate', exact: true }).click()
    // Its actions are shown when it is saved.
    await page.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 120_000 })
  } catch (error) {
    await close()
    throw error
  }
  await page.close()
  await host.end()
  await crowd(host.library, { reports: reports - 1, recordings })
  return host.library
}

/** Records the time from each key to the next frame, ms. */
async function watchAnswers(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener(
      'keydown',
      () => {
        const began = performance.now()
        Object.assign(globalThis, { answered: null })
        requestAnimationFrame(() => {
          // After the frame is drawn.
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => Object.assign(globalThis, { answered: performance.now() - began })
          port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}

async function lastAnswer(page: Page): Promise<number> {
  const answered = await page.waitForFunction(
    () => (globalThis as unknown as { answered: number | null }).answered,
  )
  return answered.evaluate((ms) => ms as number)
}
