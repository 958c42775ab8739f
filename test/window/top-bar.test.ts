import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

describe.skipIf(!executable)('texts of ordinary length', () => {
  const screen = windowPage()
  /** Those in the bar that are cut off. */
  const cut = (page: Page) =>
    page
      .getByRole('group', { name: 'Data to estimate' })
      .locator('.start, .part:visible')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
      )
  /** By how much a select is too narrow for a text, px. */
  const missing = (page: Page, name: string, text: string) =>
    page
      .getByLabel(name, { exact: true })
      .first()
      .evaluate((select, text) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select)
        const context = document.createElement('canvas').getContext('2d')!
        context.font = font
        const arrow = 18
        const room =
          select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - arrow
        return Math.max(0, context.measureText(text).width - room)
      }, text)

  it.each([
    [1280, 800],
    [1024, 700],
  ])('are whole in the bar and in the prior’s kinds at %d × %d', async (width, height) => {
    const page = await screen.open('library=full')
    await page.setViewportSize({ width, height })
    await page.keyboard.press(keyOf('estimate'))
    const bar = page.getByRole('banner')
    await bar.getByText(/\d ms$/).waitFor()
    expect(await cut(page)).toEqual([])
    expect(await missing(page, 'Model', 'FitzHugh–Nagumo, recorded')).toBe(0)
    await page.keyboard.press(keyOf('train'))
    await page.getByRole('heading', { name: 'Prior' }).waitFor()
    expect(await missing(page, 'θ₀ kind', 'truncated normal')).toBe(0)
  })
})
