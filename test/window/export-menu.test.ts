import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How a report leaves the window, on a workbench of canned answers. */
describe.skipIf(!executable)('the export menu', () => {
  const screen = windowPage()
  const opened = async () => {
    const page = await screen.open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await page.getByRole('heading', { name: 'Sound', exact: true }).waitFor()
    return { page, menu: page.locator('summary', { hasText: 'Export' }) }
  }

  it('opens and closes by the keyboard alone, and gives the focus back', async () => {
    const { page, menu } = await opened()
    await menu.focus()
    await page.keyboard.press('Enter')
    const first = page.getByRole('button', { name: 'PDF', exact: true })
    await first.waitFor()
    await page.keyboard.press('Tab')
    expect(await first.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await first.waitFor({ state: 'hidden' })
    expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('copies the table with a cell for each number, and the methods with their references', async () => {
    const { page, menu } = await opened()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = async (what: string): Promise<string> => {
      await menu.click()
      await page.getByRole('button', { name: what, exact: true }).click()
      await page.getByText(/was copied/).waitFor({ state: 'attached' })
      return page.evaluate(() => navigator.clipboard.readText())
    }
    const [head, ...rows] = (await copied('Copy table')).split('\n').map((line) => line.split('\t'))
    expect(head.slice(0, 3)).toEqual(['parameter', 'unit', 'median'])
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) expect(Number.isFinite(Number(row[2]))).toBe(true)
    await expect.poll(() => copied('Copy methods')).toMatch(/analysed with Nagumo[\s\S]*\[1\] FitzHugh R/)
  })

  it('prints the document of the report, whole, and not what is in view', async () => {
    const { page } = await opened()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const printed = page.locator('.printed')
    await printed.waitFor()
    expect(await page.locator('#window').isVisible()).toBe(false)
    for (const part of ['Parameters', 'Residuals', 'Methods', 'Provenance'])
      expect(await printed.getByRole('heading', { name: part, exact: true }).isVisible()).toBe(true)
    expect(await printed.locator('svg').count()).toBeGreaterThan(5)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    expect(await printed.count()).toBe(0)
    expect(await page.locator('#window').isVisible()).toBe(true)
  })

  it('saves chosen figures in the size of a journal, and remembers how', async () => {
    const { page, menu } = await opened()
    const save = async () => {
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const download = await saved
      return {
        name: download.suggestedFilename(),
        asked: JSON.parse(await readFile(await download.path(), 'utf8')),
      }
    }
    await menu.click()
    await page.getByRole('button', { name: 'Figures…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save figures' })
    await dialog.getByRole('button', { name: 'None' }).click()
    expect(await dialog.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox').nth(1).check()
    await dialog.getByLabel('Format').selectOption('png')
    await dialog.getByLabel('Journal').selectOption('j-neurosci')
    await dialog.getByRole('combobox', { name: 'Width' }).selectOption('double')
    const { name, asked } = await save()
    expect(name).toBe('asked.png')
    expect(asked.from.figures).toHaveLength(1)
    expect(asked.options).toMatchObject({
      format: 'png',
      widthMm: 176,
      fontSizePt: 8,
      dpi: 300,
      background: 'white',
    })
    await dialog.waitFor({ state: 'hidden' })
    await menu.click()
    await page.getByRole('button', { name: 'Figures…' }).click()
    expect(await dialog.getByLabel('Format').inputValue()).toBe('png')
    expect(await dialog.getByLabel('Journal').inputValue()).toBe('j-neurosci')
    expect((await save()).name).toBe('asked.zip')
  })

  it('says in the dialog why a figure can’t be had in a size, and closes on Esc', async () => {
    const { page, menu } = await opened()
    await menu.click()
    await page.getByRole('button', { name: 'Figures…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save figures' })
    const text = dialog.getByLabel('Text, pt')
    await text.fill('20')
    await text.press('Tab')
    await dialog.getByText(/leaves no space for a plot/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('has no draws to offer where a report has none, and says why', async () => {
    const page = await screen.open('library=full&draws=none')
    await page.keyboard.press(keyOf('reports'))
    await page.locator('summary', { hasText: 'Export' }).click()
    const draws = page.getByRole('button', { name: /^CSV, posterior draws/ })
    expect(await draws.isDisabled()).toBe(true)
    expect(await draws.textContent()).toContain('no parameters were estimated')
    expect(await page.getByRole('button', { name: 'PDF', exact: true }).isDisabled()).toBe(false)
  })

  it('offers the same from a plot, with that figure chosen', async () => {
    const { page } = await opened()
    await page.locator('summary[aria-label^="Innovations"]').click()
    await page.getByRole('button', { name: 'For print…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save figures' })
    const checked = dialog.getByRole('checkbox', { checked: true })
    expect(await checked.count()).toBe(1)
    expect(await checked.getAttribute('value')).toBe('innovations')
  })
})
