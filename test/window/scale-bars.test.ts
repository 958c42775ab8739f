import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** Traces with scale bars in place of their axes, on a workbench of canned answers. */
describe.skipIf(!executable)('scale bars', () => {
  const screen = windowPage()
  const bars = (page: Page) =>
    page
      .getByRole('img', { name: /^Recorded trace from/ })
      .first()
      .getAttribute('aria-label')
      .then((label) => /Scale bars: .*\.$/.exec(label ?? '')?.[0] ?? null)
  const menuOf = (page: Page, plot: string) => page.locator(`summary[aria-label^="${plot}:"]`)

  it('are chosen by the keyboard in a plot’s menu, for all traces, kept, and taken back', async () => {
    const page = await screen.open('library=full')
    const menu = menuOf(page, 'Recorded trace')
    await menu.waitFor()
    expect(await bars(page)).toBeNull()
    await menu.focus()
    await page.keyboard.press('Enter')
    const choice = page.getByRole('button', { name: 'Scale bars instead of axes' })
    await choice.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => bars(page)).toBe('Scale bars: 50 ms, 1 model unit.')
    expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.getByRole('img', { name: /^Model input .*Scale bars: 50 ms, model time, / }).waitFor()
    const kept = () =>
      page.evaluate(() => (window as unknown as { preferences?: unknown }).preferences ?? null)
    await expect.poll(kept).toMatchObject({ traceScale: 'bars' })

    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Axes instead of scale bars' }).press('Enter')
    await expect.poll(() => bars(page)).toBeNull()
    await expect.poll(kept).toMatchObject({ traceScale: 'axes' })
  })

  it('follow what is in view', async () => {
    const page = await screen.open('library=full&scale=bars')
    await expect.poll(() => bars(page)).toBe('Scale bars: 50 ms, 1 model unit.')
    const plot = page.getByRole('group', { name: /^Recorded trace\./ })
    await plot.focus()
    // Two and a quarter times as near: 89 ms in view.
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await expect.poll(() => bars(page)).toBe('Scale bars: 20 ms, 1 model unit.')
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(() => bars(page)).toBe('Scale bars: 20 ms, 0.2 model units.')
    await page.keyboard.press('0')
    await expect.poll(() => bars(page)).toBe('Scale bars: 50 ms, 1 model unit.')
  })

  it('are in the saved picture, and what has none keeps its axes', async () => {
    const page = await screen.open('library=full&scale=bars')
    await menuOf(page, 'Recorded trace').click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as SVG' }).click()
    const svg = await readFile(await (await saved).path(), 'utf8')
    expect(svg).toContain('>50 ms<')
    expect(svg).toContain('>1 model unit<')
    expect(svg).not.toContain('>time, ms<')
    expect(svg).toMatch(/<title[^>]*>.*Scale bars: 50 ms, 1 model unit\./)
    await page.keyboard.press(keyOf('reports'))
    const menu = menuOf(page, 'Innovations')
    await menu.click()
    expect(await page.getByRole('button', { name: /scale bars/i }).count()).toBe(0)
  })

  it('of figures for print are as in the window until chosen otherwise, and asked for traces alone', async () => {
    const page = await screen.open('library=full&scale=bars')
    await page.keyboard.press(keyOf('reports'))
    await menuOf(page, 'Innovations').click()
    await page.getByRole('button', { name: 'For print…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save figures' })
    const scale = dialog.getByLabel('Traces with')
    expect(await scale.count()).toBe(0)
    await dialog.getByRole('checkbox').first().check()
    expect(await scale.inputValue()).toBe('bars')
    const asked = async () => {
      const saved = page.waitForEvent('download')
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      return JSON.parse(await readFile(await (await saved).path(), 'utf8')).options.scale
    }
    expect(await asked()).toBe('bars')
    await menuOf(page, 'Recording and model').click()
    await page.getByRole('button', { name: 'For print…' }).click()
    await scale.selectOption('axes')
    expect(await asked()).toBe('axes')
  })
})
