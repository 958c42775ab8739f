import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** The tour, the settings and what is said of the program. */
describe.skipIf(!executable)('tour, settings and about', () => {
  const screen = windowPage()
  let page: Page
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const tour = () => page.getByRole('region').filter({ hasText: /Tour, \d of 5/ })
  const kept = () => page.evaluate(() => (window as unknown as { preferences?: object }).preferences)
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

  it('begins a first run with the tour: the sample, its estimate, and five steps by the keyboard', async () => {
    page = await screen.open('tour=new&estimate=quick')
    await tour().getByRole('heading', { name: 'Open the sample' }).waitFor()
    await page.keyboard.press('Enter')
    await tour().getByRole('heading', { name: 'Choose the window' }).waitFor()
    await page.getByRole('heading', { name: 'sample-spiking.csv' }).waitFor()
    await page.keyboard.press('Enter')
    await tour().getByRole('heading', { name: 'Estimate' }).waitFor()
    await page.keyboard.press('Enter')
    await tour().getByRole('heading', { name: 'Read the verdict first' }).waitFor()
    await page.keyboard.press('Enter')
    await tour().getByRole('heading', { name: 'Numbers and export' }).waitFor()
    await page.keyboard.press('Enter')
    await tour().waitFor({ state: 'detached' })
    expect(await kept()).toMatchObject({ tourSeen: true })
  })

  it('is at its step again after a reload, and over where it was ended', async () => {
    page = await screen.open('tour=new&library=full')
    await page.keyboard.press('?')
    await button('Take the tour').click()
    await button('Next').click()
    await tour().getByText('Tour, 2 of 5').waitFor()
    // It lies over no screen that it is not about.
    await page.keyboard.press(keyOf('train'))
    await tour().waitFor({ state: 'hidden' })
    await page.keyboard.press(keyOf('recordings'))
    await tour().getByText('Tour, 2 of 5').waitFor()
    await page.reload()
    await tour().getByText('Tour, 2 of 5').waitFor()
    expect(await button('Next').evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await tour().waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('listbox', { name: 'Recordings' }).waitFor()
    expect(await tour().count()).toBe(0)
  })

  it('is skipped by Esc for good, and taken again from the keys', async () => {
    page = await screen.open('tour=new')
    await tour().waitFor()
    await page.keyboard.press('Escape')
    await tour().waitFor({ state: 'detached' })
    expect(await kept()).toMatchObject({ tourSeen: true })
    await page.keyboard.press('?')
    await button('Take the tour').click()
    await tour().getByText('Tour, 1 of 5').waitFor()
  })

  it('does not begin where there are recordings, or where it was seen', async () => {
    for (const wishes of ['tour=new&library=full', 'tour=seen']) {
      page = await screen.open(wishes)
      await page.locator('main :is(h1, h2):visible').first().waitFor()
      expect(await tour().count()).toBe(0)
      if (wishes !== 'tour=seen') await page.close()
    }
  })

  it('has the window dark or light by choice, whatever the system is', async () => {
    page = await screen.open('library=full')
    const light = await paper()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await paper()
    expect(dark).not.toBe(light)
    await button('Settings').click()
    const theme = page.getByRole('combobox', { name: 'Theme' })
    await theme.selectOption('light')
    expect(await paper()).toBe(light)
    await page.emulateMedia({ colorScheme: 'light' })
    await theme.selectOption('dark')
    expect(await paper()).toBe(dark)
    await theme.selectOption('system')
    expect(await paper()).toBe(light)
    expect(await kept()).toMatchObject({ theme: 'system' })
  })

  it('takes the size of figures and the processes of a batch, which its form then has', async () => {
    page = await screen.open('library=full')
    await button('Settings').click()
    const processes = page.getByRole('textbox', { name: 'Processes of a batch' })
    await processes.fill('5')
    await processes.press('Enter')
    const sizes = page.getByRole('combobox', { name: 'Size of figures' })
    const journal = await sizes.locator('option').nth(1).getAttribute('value')
    await sizes.selectOption(journal)
    await page.getByRole('dialog', { name: 'Settings' }).getByText('/home/ada/.local/share/nagumo').waitFor()
    await page.keyboard.press('Escape')
    expect(await kept()).toMatchObject({ figures: { journal } })
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Batches' }).click()
    expect(await page.getByRole('textbox', { name: 'Processes at a time' }).inputValue()).toBe('5')
  })

  it('says its version, how it is cited, its licences, and finds a term', async () => {
    page = await screen.open('library=full')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await button('About').click()
    const dialog = page.getByRole('dialog', { name: 'Nagumo 0.1.0' })
    await dialog
      .getByText(/Rudi J, Bessac J, Lenzi A/)
      .first()
      .waitFor()
    await button('Copy as BibTeX').click()
    await page.getByText('The citation as BibTeX was copied').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /@inproceedings[\s\S]*version = \{0\.1\.0\}/,
    )
    await dialog.getByRole('textbox', { name: 'Find a term' }).fill('pareto')
    await dialog.getByText('Pareto k̂', { exact: true }).click()
    await dialog.getByText(/Shape of the tail/).waitFor()
    await dialog.getByText('Packages and fonts in it').click()
    await dialog.getByText(/Third-party notices/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})
