import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** What a person works with stays in sight: the line of a list, the control that has the focus. */
describe.skipIf(!executable)('in sight', () => {
  const screen = windowPage()

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  /** What has the focus, and whether that can be seen. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const one = document.activeElement
      return one?.matches(':focus-visible') ? one.textContent?.trim() : null
    })
  /** The share of the chosen line, or of what there is room for, that no edge cuts off. */
  const shown = (page: Page) =>
    page.locator('[role="option"][aria-selected="true"]').evaluate(
      (one) =>
        new Promise<number>((found) => {
          const part = one.closest('[role="listbox"]')!.parentElement!
          const watch = new IntersectionObserver(([{ intersectionRect, boundingClientRect }]) => {
            watch.disconnect()
            found(
              intersectionRect.height /
                Math.min(boundingClientRect.height, part.getBoundingClientRect().height),
            )
          })
          watch.observe(one)
        }),
    )

  it.each([
    [1280, 800],
    [640, 400],
  ])(
    'is the chosen one of many reports, also after another screen and a reload, at %i × %i',
    async (width, height) => {
      const page = await screen.open('library=full&reports=30')
      await page.setViewportSize({ width, height })
      await page.keyboard.press(keyOf('reports'))
      await page.getByRole('listbox', { name: /^Reports/ }).focus()
      await page.keyboard.press('End')
      const last = page.getByRole('option', { selected: true, name: /cell0030/ })
      await last.waitFor()
      await page.keyboard.press(keyOf('models'))
      await page.getByRole('heading', { name: 'Rudi 2022' }).waitFor()
      await page.keyboard.press(keyOf('reports'))
      await last.waitFor()
      await expect.poll(() => shown(page)).toBeGreaterThan(0.9)
      await page.reload()
      await last.waitFor()
      await expect.poll(() => shown(page)).toBeGreaterThan(0.9)
    },
  )

  it('are the first items of a batch, under its filter, at 640 × 400', async () => {
    const page = await screen.open('library=full&batches=some')
    await page.setViewportSize({ width: 640, height: 400 })
    await page.keyboard.press(keyOf('batches'))
    const { y, height } = (await page.getByRole('option', { name: /cell00001/ }).boundingBox())!
    expect(y + height).toBeLessThan(400)
  })

  it('is the focus, where a button is disabled by being pressed: on the next one', async () => {
    const page = await screen.open('library=full')
    await page.keyboard.press(keyOf('train'))
    await page.getByLabel('θ₀ mean').fill('0.5')
    await page.getByLabel('θ₀ mean').blur()
    await button(page, 'Reset prior').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => button(page, 'Reset prior').isDisabled()).toBe(true)
    expect(await focused(page)).toBe('Open…')
  })

  it('is the focus, where a button becomes another one; a held Enter key does not press that too', async () => {
    const page = await screen.open('library=full&trainings=some')
    await page.keyboard.press(keyOf('train'))
    await page.getByRole('listbox', { name: 'Trainings' }).getByText('Fast-spiking cells').click()
    await button(page, 'Pause').focus()
    await page.keyboard.down('Enter')
    await button(page, 'Resume').waitFor()
    await expect.poll(() => focused(page)).toBe('Resume')
    await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    expect(await button(page, 'Resume').isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    await button(page, 'Resume').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toMatch(/./)
  })
})
