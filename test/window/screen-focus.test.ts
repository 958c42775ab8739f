import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** Where Tab goes on from when what had the focus is gone. */
describe.skipIf(!executable)('the focus stays in the screen', () => {
  const screen = windowPage()
  /** The text of what has the focus; of all of the page none. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const one = document.activeElement
      return one && one !== document.body ? `${one.tagName} ${one.textContent?.trim()}` : null
    })
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

  it('after a reload', async () => {
    const page = await screen.open('library=full&trainings=some&batches=some')
    for (const id of ['estimate', 'reports'] as const) {
      await page.keyboard.press(keyOf(id))
      await page.reload()
      await expect.poll(() => focused(page)).toMatch(/^(H1|MAIN) ./)
    }
    await expect.poll(() => focused(page)).toMatch(/^H1 ./)
  })

  it('after the screen was changed while a control of it had the focus', async () => {
    const page = await screen.open('library=full')
    await page.getByRole('listbox', { name: 'Recordings' }).focus()
    await page.keyboard.press(keyOf('models'))
    await expect.poll(() => focused(page)).toBe('H1 Rudi 2022')
    // It is not in the order of Tab, and clicks on it stay as they are.
    await page.keyboard.press('Tab')
    expect(await heading(page, 'Rudi 2022').getAttribute('tabindex')).toBe(null)
  })

  it('after Ctrl+Enter, while it works and when the report is there', async () => {
    const page = await screen.open('library=full&estimate=held')
    await page.keyboard.press(keyOf('estimate'))
    await page
      .locator('main')
      .getByRole('button', { name: /^Estimate/ })
      .focus()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => focused(page)).toBe('H1 sample-spiking.csv')
    await screen.release()
    await heading(page, 'Parameters').waitFor()
    await expect.poll(() => focused(page)).toMatch(/^H1 ./)
  })

  it('is not taken from what has it, nor after a click beside all controls', async () => {
    const page = await screen.open('library=full&estimate=held')
    const rail = page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /^Estimate/ })
    await rail.focus()
    await page.keyboard.press('Enter')
    await heading(page, 'Ready to estimate').click()
    expect(await focused(page)).toBe(null)
    await page.keyboard.press('Control+Enter')
    await heading(page, 'sample-spiking.csv').waitFor()
    await rail.focus()
    await screen.release()
    await heading(page, 'Parameters').waitFor()
    expect(await focused(page)).toMatch(/^BUTTON Estimate/)
  })
})
