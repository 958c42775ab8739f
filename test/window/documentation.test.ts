import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pageNames } from '../../scripts/docs/contents.mjs'
import { executable, windowPage } from './window-page.ts'

/** Reading the documentation in the window. */
describe.skipIf(!executable)('the documentation in the window', () => {
  const screen = windowPage()
  let page: Page
  const article = () => page.getByRole('article')
  const title = (name: string) => article().getByRole('heading', { level: 1, name })
  const contents = () => page.getByRole('navigation', { name: 'Contents of the documentation' })

  it('is opened from the rail, and its links lead from page to page and back', async () => {
    page = await screen.open('library=full')
    await page.getByRole('button', { name: 'Documentation' }).click()
    await title('Documentation').waitFor()
    await article().getByRole('link', { name: 'Tutorial' }).click()
    await title('Tutorial: the sample recording').waitFor()
    expect(new URL(page.url()).hash).toBe('#/documentation/tutorial')
    await page.keyboard.press('Alt+ArrowLeft')
    await title('Documentation').waitFor()
    await page.keyboard.press('2')
    await article().waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+ArrowLeft')
    await title('Documentation').waitFor()
    await page.keyboard.press('6')
    await page.keyboard.press('F1')
    await title('How to train a model').waitFor()
  })

  it('opens at a section, from a link and from an address', async () => {
    page = await screen.open('#/documentation/faq')
    const section = article().getByRole('heading', { name: 'Limitations' })
    const top = () => section.evaluate((one) => one.getBoundingClientRect().top)
    await article().getByRole('link', { name: 'Recordings with unknown scales' }).first().click()
    await section.waitFor()
    await expect.poll(top).toBeLessThan(300)
    await expect.poll(() => section.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.reload()
    await section.waitFor()
    await expect.poll(top).toBeLessThan(300)
  })

  it('has contents that the keys move in, with one tab stop', async () => {
    page = await screen.open('#/documentation')
    await title('Documentation').waitFor()
    expect(await contents().getByRole('link').count()).toBe(pageNames().length)
    expect(await contents().locator('a[tabindex="0"]').count()).toBe(1)
    await contents().locator('a[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await title('Questions and answers').waitFor()
  })

  it('shows its figures, and lets nothing lead out of the window', async () => {
    page = await screen.open('#/documentation/mathematics')
    const figures = article().getByRole('img')
    await figures.first().waitFor()
    await expect
      .poll(() =>
        figures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)),
      )
      .toBe(true)
    for (const name of pageNames()) {
      await contents().locator(`a[href$="/${name}"]`).click()
      await contents().locator(`a[href$="/${name}"][aria-current]`).waitFor()
      const strange = await article()
        .locator('a:not([href^="#/documentation/"]), script, style, [style], iframe, form')
        .count()
      expect(strange, name).toBe(0)
    }
  })

  it('finds sections by words in any order', async () => {
    page = await screen.open('#/documentation')
    await title('Documentation').waitFor()
    const field = page.getByRole('textbox', { name: 'Search' })
    await field.fill('shape tail weights pareto')
    const found = page.getByRole('navigation', { name: 'Sections with these words' })
    await found.getByRole('link', { name: /Importance sampling: the correction/ }).click()
    const section = article().getByRole('heading', { name: 'Importance sampling: the correction' })
    await expect.poll(() => section.evaluate((one) => one === document.activeElement)).toBe(true)
    await field.fill('xyzzy')
    await page.getByText('Nothing has these words.').waitFor()
    await field.press('Escape')
    await contents().waitFor()
  })

  it('says where an address leads to no page', async () => {
    page = await screen.open('#/documentation/nowhere')
    await page.getByText(/has no page “nowhere”/).waitFor()
  })
})
