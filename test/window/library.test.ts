import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How the window tells of the library on disk. */
describe.skipIf(!executable)('the library in the window', () => {
  const screen = windowPage()
  let page: Page
  const text = (words: string | RegExp) => page.getByText(words)
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  it('that can’t be reached is said to be so, once, not shown as empty, and found again', async () => {
    page = await screen.open('library=full&trouble=gone')
    await page.getByRole('heading', { name: 'The library can’t be reached' }).waitFor()
    expect(await text(/existed and is now missing/).count()).toBe(1)
    expect(await page.getByRole('heading', { name: 'Open a recording' }).count()).toBe(0)
    await page.evaluate('window.mendLibrary()')
    await button('Check again').click()
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
    expect(await text(/existed and is now missing/).count()).toBe(0)
  })

  it('that can only be read says so, and shows what is in it', async () => {
    page = await screen.open('library=full&trouble=readonly')
    await page.getByRole('heading', { name: 'The library can’t be written to' }).waitFor()
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
    await button('Library, with a problem').click()
    await page
      .getByRole('dialog')
      .getByText(/it is read-only/)
      .waitFor()
  })

  it('names what is damaged in it where it would stand, and removes it when asked', async () => {
    page = await screen.open('library=full&damaged=yes&trainings=still')
    for (const [name, word, reason] of [
      ['recordings', 'cell12-77aa01', /samples\.bin should have 8000000 bytes/],
      ['reports', 'cell07-99', /report\.json was changed after it was written/],
      ['train', 'my-neurons-4f', /run\.json is truncated/],
    ] as const) {
      await page.keyboard.press(keyOf(name))
      await text(reason).waitFor()
      await button(`Remove ${word}`).click()
      await text(reason).waitFor({ state: 'detached' })
    }
  })

  it('tells what is to be known until it is dismissed', async () => {
    page = await screen.open('trouble=notices')
    const notice = text(/the trash was emptied, which freed 8\.5 MB/)
    await notice.waitFor()
    await button(/^Dismiss: The disk/).click()
    await notice.waitFor({ state: 'detached' })
  })

  it('has its trash emptied when asked twice; what was removed can’t be taken back then', async () => {
    page = await screen.open('library=full')
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
    await button('Library').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('/home/ada/.local/share/nagumo').waitFor()
    expect(await button('Empty trash…').isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await button('Remove').first().click()
    await button(/^Undo (Ctrl|⌘) Z/).waitFor()
    await button('Library').click()
    await dialog.getByText('1 removed entry, 1.2 MB').waitFor()
    await button('Empty trash…').click()
    await dialog.getByText(/Delete 1 removed entry, 1\.2 MB permanently\?/).waitFor()
    await button('Keep').click()
    await button('Empty trash…').click()
    await button('Delete permanently').click()
    await dialog.getByText('empty', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(await button(/^Undo (Ctrl|⌘) Z/).count()).toBe(0)
  })
})
