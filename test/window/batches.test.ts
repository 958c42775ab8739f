import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** Many estimates at once, as a person begins, watches and reads them, on a workbench of canned answers. */
describe.skipIf(!executable)('batches', () => {
  const screen = windowPage()
  let page: Page

  const list = () => page.getByRole('listbox', { name: 'Batches', exact: true })
  const table = () => page.getByRole('listbox', { name: 'Items of the batch' })
  const rows = () => table().getByRole('option')
  const chosen = () => table().getByRole('option', { selected: true })
  const choice = () => page.getByRole('listbox', { name: 'Recordings of the batch' })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const text = (words: string | RegExp) => page.getByText(words)
  const select = (name: string) =>
    page.getByRole('search', { name: 'Find items' }).getByRole('combobox', { name, exact: true })

  async function open(wishes: string): Promise<void> {
    page = await screen.open(wishes)
    await page.keyboard.press(keyOf('batches'))
  }

  it('teach where there is nothing yet', async () => {
    await open('library=empty')
    await page.getByRole('heading', { name: 'No batch yet' }).waitFor()
    await text('A batch estimates many recordings').waitFor()
    await page
      .getByRole('main')
      .getByRole('button', { name: /Open a recording/ })
      .waitFor()
  })

  it('say how many estimates a choice of recordings, sweeps and windows makes', async () => {
    await open('library=full')
    await text('7 estimates: 7 sweeps of 2 recordings.').waitFor()
    await choice().press('ArrowDown')
    await choice().press('Space')
    await text('6 estimates: 6 sweeps of 1 recording.').waitFor()
    expect(await choice().getByRole('option').first().getAttribute('aria-selected')).toBe('false')
    await button('Add a window').press('Enter')
    await button('Add a window').press('Enter')
    // The keyboard is in the new window; a number of it is none that shows a screen.
    await page.keyboard.type('200')
    await text('12 estimates: 6 sweeps of 1 recording, 2 windows each.').waitFor()
    await page.getByLabel('To, ms').last().fill('10')
    await page.getByLabel('To, ms').last().blur()
    await text('Each window must end after it starts.').waitFor()
    expect(await button('Start batch').isDisabled()).toBe(true)
    await button('Remove window 2').press('Enter')
    expect(await button('Add a window').evaluate((one) => one === document.activeElement)).toBe(true)
    await page.getByLabel(/^Sweeps, by name/).fill('nothing')
    await text('None of the selected recordings has a sweep of that name.').waitFor()
    await page.getByLabel(/^Sweeps, by name/).fill('')
    await page.getByLabel('Search recordings by name').fill('sample')
    await button('Select found').click()
    await button('Remove window 1').click()
    await text('7 estimates').waitFor()
  })

  it('fill their table as they run, are paused, resumed, and done', async () => {
    await open('library=full&batch=held')
    await page.keyboard.press('Control+Enter')
    await text(/2 of 7 items done, about 10 s left/).waitFor()
    expect(await rows().count()).toBe(2)
    const rail = page.getByRole('navigation', { name: 'Screens' })
    await rail.getByRole('button', { name: /Batches 28 %/ }).waitFor()
    // One button by the keyboard: the focus stays on it.
    await button('Pause').press('Enter')
    await text('paused:').waitFor()
    await screen.release()
    await button('Resume').waitFor()
    await page.keyboard.press('Enter')
    await text('7 items done').waitFor()
    await expect.poll(() => rows().count()).toBe(7)
    expect(await page.getByRole('button', { name: /Pause|Cancel/ }).count()).toBe(0)
  })

  it('are shown again, with their rows, by a window that is connected again', async () => {
    await open('library=full&batch=held')
    await button('Start batch').click()
    await expect.poll(() => rows().count()).toBe(2)
    await page.evaluate("window.setConnection('connecting')")
    await page.evaluate("window.setConnection('connected')")
    await screen.release()
    await expect.poll(() => rows().count()).toBe(7)
    await text('7 items done').waitFor()
  })

  it('go on filling their table where what tells of it broke', async () => {
    await open('library=full&batch=held')
    await button('Start batch').click()
    await expect.poll(() => rows().count()).toBe(2)
    const asked = await page.evaluate<number>('window.rowsAsked()')
    await page.evaluate('window.breakRows()')
    // Nothing else has changed of the batch by which the table would be asked for anew.
    await expect.poll(() => page.evaluate('window.rowsAsked()')).toBe(asked + 1)
    await expect.poll(() => text('The table of the batch could not be loaded').count()).toBe(0)
    await screen.release()
    await expect.poll(() => rows().count()).toBe(7)
  })

  it('are cancelled and gone on with', async () => {
    await open('library=full&batches=some&batch=held')
    await list().press('ArrowDown')
    await text('interrupted:').waitFor()
    await text(/12 of 40 items done, 1 of them failed/).waitFor()
    await button('Resume').click()
    await text(/14 of 40 items done/).waitFor()
    await button('Cancel').press('Enter')
    await button('Resume').waitFor()
    await expect.poll(() => button('Resume').evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await text(/16 of 40 items done/).waitFor()
    await screen.release()
    await text('40 items done, 2 of them failed').waitFor()
    await select('Verdict').selectOption('failed')
    await expect.poll(() => rows().count()).toBe(2)
  })

  it('show the verdict beside every number, and none of what is not reliable', async () => {
    await open('library=full&batches=some')
    await rows().first().waitFor()
    await select('Verdict').selectOption('unreliable')
    await expect.poll(() => rows().count()).toBe(4)
    for (const words of await rows().allTextContents()) {
      expect(words).toContain('not reliable')
      expect(words).toContain('twice as wide')
      expect(words).not.toContain('θ₀')
    }
    await select('Verdict').selectOption('ok')
    for (const words of await rows().allTextContents()) expect(words).toMatch(/sound.*θ₀ \d\.\d{3}/s)
    await select('Verdict').selectOption('failed')
    await rows().first().click()
    const item = page.getByRole('region', { name: 'Selected item' })
    await item.getByText('samples were expected at even intervals').waitFor()
    expect(await item.getByRole('button').count()).toBe(0)
  })

  it('are sorted by verdict and by a parameter', async () => {
    await open('library=full&batches=some')
    await rows().first().waitFor()
    await select('Order').selectOption('verdict')
    await expect.poll(() => rows().first().textContent()).toMatch(/failed.*cell00008\.csv/s)
    await select('Order').selectOption('theta0')
    const medians = async () =>
      (await rows().allTextContents()).flatMap((words) => words.match(/θ₀ (\d\.\d+)/)?.[1] ?? []).map(Number)
    await expect.poll(async () => (await medians()).length).toBeGreaterThan(5)
    const found = await medians()
    expect(found).toEqual([...found].sort((a, b) => a - b))
  })

  it('open the report of an item among the reports', async () => {
    await open('library=full&batches=some')
    await rows().first().waitFor()
    await table().press('ArrowDown')
    await button('Open report').waitFor()
    await table().press('Enter')
    await page.getByRole('listbox', { name: /^Reports/ }).waitFor()
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
  })

  it('save their table, and are removed and brought back', async () => {
    await open('library=full&batches=some')
    await rows().first().waitFor()
    const download = page.waitForEvent('download')
    await button('Export table').click()
    expect((await download).suggestedFilename()).toBe('done-1.csv')
    await button('Remove').click()
    await text('The batch was removed, with its reports.').waitFor()
    await expect.poll(() => list().getByRole('option').count()).toBe(2)
    await page.keyboard.press('Control+z')
    await expect.poll(() => list().getByRole('option').count()).toBe(3)
  })

  it('of 10,000 items draw those in view; keys and scrolling reach all of them', async () => {
    await open('library=full&batches=10000')
    await expect.poll(() => rows().first().getAttribute('aria-setsize')).toBe('10000')
    expect(await rows().count()).toBeLessThan(40)
    await table().press('End')
    await expect.poll(() => chosen().getAttribute('aria-posinset')).toBe('10000')
    expect(await chosen().textContent()).toContain('cell10000.csv')
    await table().press('ArrowUp')
    await expect.poll(() => chosen().textContent()).toContain('cell09999.csv')
    // Line 5,001 stands where it is expected, among few.
    const lineHeight = await rows()
      .first()
      .evaluate((one) => one.getBoundingClientRect().height)
    await table().evaluate((one, top) => one.scrollTo(0, top), 5000 * lineHeight)
    const top = await table().evaluate((one) => one.getBoundingClientRect().top)
    await expect
      .poll(() =>
        rows().evaluateAll(
          (all, at) =>
            all.find((one) => Math.abs(one.getBoundingClientRect().top - at) < 2)?.textContent ?? '',
          top,
        ),
      )
      .toContain('cell05001.csv')
    expect(await rows().count()).toBeLessThan(40)
    // What is looked for is found among all.
    await page.getByLabel('Search items').fill('cell07777')
    await text('1 of 10,000').waitFor()
    expect(await rows().count()).toBe(1)
    await button('Clear').click()
    await select('Verdict').selectOption('failed')
    await text('500 of 10,000').waitFor()
    // The heights that are reckoned with are those that are drawn.
    const cut = await rows().evaluateAll(
      (all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length,
    )
    expect(cut).toBe(0)
  })
})
