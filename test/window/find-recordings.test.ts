import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

/** How a person finds a recording among many, and goes on working while more come, on a workbench of canned answers. */
describe.skipIf(!executable)('recordings', () => {
  const screen = windowPage()

  const list = (page: Page) => page.getByRole('listbox', { name: 'Recordings' })
  const lines = (page: Page) => list(page).getByRole('option')
  const chosen = (page: Page) => list(page).getByRole('option', { selected: true })
  const names = (page: Page) => list(page).locator('.head .name').allTextContents()

  async function drop(page: Page, files: readonly string[]): Promise<void> {
    const data = await page.evaluateHandle((all) => {
      const transfer = new DataTransfer()
      for (const name of all) transfer.items.add(new File(['time_ms,v\n0,1\n'], name, { type: 'text/csv' }))
      return transfer
    }, files)
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }
  const cells = (count: number) => Array.from({ length: count }, (_, k) => `cell${k + 1}.csv`)
  const isRead = (page: Page, count: number) => expect.poll(() => size(page)).toBe(count)
  const size = async (page: Page) => Number(await lines(page).first().getAttribute('aria-setsize'))

  it('that come by the dozen leave open what is open', async () => {
    const page = await screen.open('library=full')
    await list(page).getByText('steps').click()
    await drop(page, cells(24))
    await isRead(page, 26)
    await expect.poll(() => chosen(page).textContent()).toContain('steps_6sweeps_2kHz.csv')
    await page.getByRole('heading', { name: 'steps_6sweeps_2kHz.csv' }).waitFor()
  })

  it('of which several come where there is none: the first is opened, and stays', async () => {
    const page = await screen.open()
    await drop(page, cells(3))
    await isRead(page, 3)
    expect(await chosen(page).textContent()).toContain('cell1.csv')
  })

  it('that come alone are opened', async () => {
    const page = await screen.open('library=full')
    await drop(page, ['alone.csv'])
    await page.getByRole('heading', { name: 'alone.csv' }).waitFor()
  })

  it('are found by words; what is open stays open, and Esc shows all again', async () => {
    const page = await screen.open('library=full')
    await page.getByLabel('Search recordings').fill('2KHZ steps')
    await page.getByText('1 of 2 recordings').waitFor()
    expect(await names(page)).toEqual(['steps_6sweeps_2kHz.csv'])
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
    await page.getByLabel('Search recordings').fill('hippopotamus')
    await page.getByText('No recording matches.').waitFor()
    await page.getByLabel('Search recordings').press('Escape')
    expect(await names(page)).toHaveLength(2)
  })

  it('are put in order by name, with numbers as numbers, by sweeps, and by what is to be checked', async () => {
    const page = await screen.open('library=full')
    await drop(page, ['cell10.csv', 'cell2.csv'])
    await isRead(page, 4)
    const sort = page.getByLabel('Sort recordings')
    await sort.selectOption('by name')
    await expect
      .poll(() => names(page))
      .toEqual(['cell2.csv', 'cell10.csv', 'sample-spiking.csv', 'steps_6sweeps_2kHz.csv'])
    for (const order of ['most sweeps first', 'to check first']) {
      await sort.selectOption('newest first')
      expect((await names(page))[0]).toBe('cell2.csv')
      await sort.selectOption(order)
      expect((await names(page))[0]).toBe('steps_6sweeps_2kHz.csv')
    }
  })

  it('that are removed from a sorted list give way to the next line of it', async () => {
    const page = await screen.open('library=full')
    await drop(page, ['a.csv', 'b.csv'])
    await isRead(page, 4)
    await page.getByLabel('Sort recordings').selectOption('by name')
    await list(page).press('Home')
    await list(page).press('Delete')
    await isRead(page, 3)
    await expect.poll(() => chosen(page).textContent()).toContain('b.csv')
  })
})
