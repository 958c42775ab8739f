import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** What things are: the “?” beside them. */
describe.skipIf(!executable)('the help in the window', () => {
  const screen = windowPage()
  let page: Page
  const what = (name: string) => page.getByRole('button', { name: `What is ${name}?`, exact: true })
  const openReport = async (): Promise<void> => {
    page = await screen.open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await what('θ₀').first().waitFor()
  }
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  it('says what a parameter is, with formula and reference, and gives the focus back on Esc', async () => {
    await openReport()
    await what('θ₀').focus()
    await page.keyboard.press('Enter')
    const box = page.getByRole('dialog', { name: 'θ₀' })
    await box.getByText(/Recovery offset/).waitFor()
    await box.getByText(/du\/dt = γ/).waitFor()
    await box.getByText(/FitzHugh R\. Impulses/).waitFor()
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
    expect(await focused()).toBe('What is θ₀?')
  })

  it('is one tab stop in a table, with arrows inside', async () => {
    await openReport()
    await what('θ₀').focus()
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('What is θ₁?')
    expect(await what('θ₀').getAttribute('tabindex')).toBe('-1')
    await page.keyboard.press('Home')
    expect(await focused()).toBe('What is θ₀?')
  })

  it('stands beside checks and plots, and is seen where the pointer is', async () => {
    await openReport()
    await page.getByRole('button', { name: /checks passed/ }).click()
    const row = page.getByRole('listitem').filter({ has: what('convergence of the sampler') })
    const seen = () => what('convergence of the sampler').evaluate((one) => getComputedStyle(one).opacity)
    expect(await seen()).toBe('0')
    await row.hover()
    expect(await seen()).toBe('1')
    await what('Corner plot').focus()
    await page.keyboard.press('Enter')
    const box = page.getByRole('dialog', { name: 'Corner plot' })
    await box.getByText(/Posterior of each parameter on the diagonal/).waitFor()
    const place = await box.boundingBox()
    expect(place && place.x >= 0 && place.x + place.width <= 1280 && place.y + place.height <= 800).toBe(true)
  })
})
