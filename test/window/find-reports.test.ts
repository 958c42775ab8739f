import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How a person finds one report among many, and writes beside it, on a workbench of canned answers. */
describe.skipIf(!executable)('reports', () => {
  const screen = windowPage()
  let page: Page

  const list = () => page.getByRole('listbox', { name: /^Reports/ })
  const lines = () => list().getByRole('option')
  const names = () => list().locator('.name').allTextContents()
  const finder = () => page.getByRole('search', { name: 'Find reports' })
  const search = () => page.getByLabel('Search reports')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const text = (words: string | RegExp) => page.getByText(words)

  async function open(wishes = ''): Promise<void> {
    page = await screen.open(`library=full${wishes}`)
    await page.keyboard.press(keyOf('reports'))
    await list().waitFor()
  }

  it('are found by words and filters; where none is, that is said, and Clear shows all again', async () => {
    await open('&reports=30')
    await search().fill('CELL0007')
    await text('1 of 30 reports').waitFor()
    expect(await names()).toEqual(['cell0007.csv'])
    await search().fill('')
    await button('Filter and sort').click()
    await finder().getByRole('combobox', { name: 'Tag', exact: true }).selectOption('slice 3')
    await text('3 of 30 reports').waitFor()
    await finder().getByRole('combobox', { name: 'Group', exact: true }).selectOption('drug')
    await expect.poll(names).toEqual(['cell0011.csv'])
    await finder().getByRole('combobox', { name: 'Verdict', exact: true }).selectOption('caution')
    await text('No report matches the filter.').waitFor()
    // What is open stays in view.
    await page.getByRole('heading', { name: 'cell0001.csv' }).waitFor()
    await button('Clear').last().click()
    await expect.poll(() => lines().first().getAttribute('aria-setsize')).toBe('30')
  })

  it('are found by day and by the range of a median', async () => {
    await open('&reports=30')
    await button('Filter and sort').click()
    await finder().getByRole('textbox', { name: 'To', exact: true }).fill('2026-03-13')
    // An hour apart, back from 9:00 UTC of the 14th (fixture/many-reports.ts); a day is one of the clock here.
    const end = new Date('2026-03-14T00:00:00').getTime()
    const times = Array.from({ length: 30 }, (_, k) => Date.parse('2026-03-14T09:00:00Z') - k * 3600_000)
    await text(`${times.filter((time) => time < end).length} of 30 reports`).waitFor()
    await button('Clear').click()
    await page.getByLabel('Parameter', { exact: true }).selectOption('theta0')
    await finder().getByLabel('at least').fill('−1000')
    await finder().getByLabel('at least').blur()
    // All but those whose numbers are not shown.
    await text('20 of 30 reports').waitFor()
    await finder().getByLabel('at least').fill('much')
    await finder().getByLabel('at least').blur()
    await text('Type a number, such as 0.5, or nothing.').waitFor()
    await finder().getByLabel('at most').fill('-1000')
    await finder().getByLabel('at most').blur()
    await text('No report matches the filter.').waitFor()
  })

  it('are put in order', async () => {
    await open('&reports=30')
    await button('Filter and sort').click()
    await finder().getByRole('combobox', { name: 'Order', exact: true }).selectOption('oldest')
    await expect.poll(async () => (await names())[0]).toBe('cell0030.csv')
    await finder().getByRole('combobox', { name: 'Order', exact: true }).selectOption('verdict')
    await expect.poll(async () => (await names()).slice(0, 2)).toEqual(['cell0001.csv', 'cell0004.csv'])
  })

  it('are renamed, tagged, noted and grouped as it is typed, and found by that', async () => {
    await open()
    const before = await lines().count()
    await button('Rename, tag, note…').press('Enter')
    await page.getByLabel('Title', { exact: true }).fill('Cell 7, control')
    await page.getByLabel('Group', { exact: true }).last().fill('control')
    await page.getByLabel('Tags, with commas between').fill('slice 3, after washout,')
    await page.getByLabel('Note', { exact: true }).fill('Seal opened late.')
    await expect.poll(async () => (await names())[0]).toBe('Cell 7, control')
    // The recording's name stands below its title.
    await lines()
      .first()
      .getByText(/sample-spiking\.csv: /)
      .waitFor()
    await page.getByLabel('Note', { exact: true }).press('Escape')
    await expect
      .poll(() => button('Rename, tag, note…').evaluate((one) => one === document.activeElement))
      .toBe(true)
    await page.getByRole('region', { name: 'Title, tags and note' }).getByText('Seal opened late.').waitFor()
    for (const words of ['washout', 'opened late', 'control cell', 'sample-spiking cell']) {
      await search().fill(words)
      await expect.poll(names).toEqual(['Cell 7, control'])
    }
    await search().press('Escape')
    await expect.poll(() => lines().count()).toBe(before)
    // It goes and comes with its report.
    await list().press('Delete')
    await text('The report of Cell 7, control was removed.').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await names())[0]).toBe('Cell 7, control')
  })

  it('that can’t be written beside say so, and what was typed stays', async () => {
    await open('&notes=refused')
    await button('Rename, tag, note…').click()
    await page.getByLabel('Title', { exact: true }).fill('Cell 7')
    await text('The notes on the report are not saved').waitFor()
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Cell 7')
    expect((await names())[0]).toBe('Cell 7')
    await page.evaluate('window.mendDisk()')
    await button('Try again').click()
    await text('The notes on the report are not saved').waitFor({ state: 'detached' })
    expect((await names())[0]).toBe('Cell 7')
  })

  it('by the thousand: only lines in view are drawn, and the keys reach the last one', async () => {
    await open('&reports=2000')
    expect(await lines().count()).toBeLessThan(40)
    expect(await lines().first().getAttribute('aria-setsize')).toBe('2000')
    await list().press('End')
    const last = list().getByRole('option', { selected: true })
    await expect.poll(() => last.getAttribute('aria-posinset')).toBe('2000')
    await expect.poll(() => last.locator('.name').textContent()).toBe('cell2000.csv')
    expect(await last.evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await expect.poll(() => lines().count()).toBeGreaterThan(3)
    expect(await lines().count()).toBeLessThan(40)
    await list().press('ArrowUp')
    await page.getByRole('heading', { name: 'cell1999.csv' }).waitFor()
    // The heights that are reckoned with are those that are drawn.
    const cut = await lines().evaluateAll(
      (all) => all.filter((one) => one.scrollHeight > one.clientHeight).length,
    )
    expect(cut).toBe(0)
  })
})
