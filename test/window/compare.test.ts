import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { comparedReports } from '../../src-main/contract/limits.ts'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** Reports and conditions compared, on a workbench of canned answers that compares by the program's own rules. */
describe.skipIf(!executable)('comparing in the window', () => {
  const screen = windowPage()
  const opened = async (wishes: string) => {
    const page = await screen.open(`library=full&${wishes}`)
    await page.keyboard.press(keyOf('reports'))
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const list = page.getByRole('listbox', { name: 'Reports to compare' })
    /** Saves by an entry of the export menu. */
    const exported = async (name: string): Promise<{ file: string; text: string }> => {
      await page.locator('summary', { hasText: 'Export' }).click()
      const saved = page.waitForEvent('download')
      await button(name).click()
      const download = await saved
      return { file: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
    }
    return { page, button, list, exported }
  }

  it('chooses reports by the keyboard alone, and holds each pair against each other with its interval', async () => {
    const { page, button, list } = await opened('groups=yes')
    await button('Compare…').click()
    // The report that was open is chosen first; the list has the focus.
    await expect.poll(() => list.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await list.getAttribute('aria-multiselectable')).toBe('true')
    expect(await button('Compare').isDisabled()).toBe(true)
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key)
    expect(await list.getByRole('option', { selected: true }).count()).toBe(3)
    await button('Compare').press('Enter')
    // Enter again does not cancel what was compared.
    const found = page.getByRole('heading', { name: '3 reports compared' })
    await expect.poll(() => found.evaluate((one) => one === document.activeElement)).toBe(true)
    const table = page.getByRole('table', { name: /^θ₀ in each report/ })
    const rows = await table.locator('tbody tr').allInnerTexts()
    expect(rows).toHaveLength(3 + 3)
    // No number without its interval.
    for (const row of rows) expect(row.match(/[−\d.]+(?:–| to )[−\d.]+/g)?.length).toBeGreaterThanOrEqual(2)
    const plots = await page.getByRole('img', { name: /^θ₀ in 3 reports/ }).count()
    expect(plots).toBe(2)
    await list.focus()
    await page.keyboard.press('Escape')
    await page.getByRole('listbox', { name: 'Reports, newest first' }).waitFor()
  })

  it('says what makes the reports hard to compare, and has the verdict beside each number', async () => {
    const { page, button } = await opened('')
    await button('Compare…').click()
    await button('All 3').click()
    await button('Compare').click()
    const warnings = page.getByRole('list', { name: 'Cautions' })
    await warnings.waitFor()
    expect(await warnings.textContent()).toMatch(/unreliable[\s\S]*different units/)
    const row = page
      .getByRole('table', { name: /^θ₀ in each report/ })
      .locator('tbody tr', { hasText: 'steps_' })
    expect(await row.getByRole('img', { name: 'not reliable' }).count()).toBe(1)
  })

  it('saves what the command line saves: a table, everything, and the plots', async () => {
    const { page, button, exported } = await opened('')
    await button('Compare…').click()
    await button('All 3').click()
    await button('Compare').click()
    await page.getByRole('heading', { name: '3 reports compared' }).waitFor()
    const csv = await exported('CSV, table')
    expect(csv.file).toBe('comparison.csv')
    expect(csv.text.split('\r\n')[0]).toMatch(/^parameter,unit,quantity,report,against,verdict,mean/)
    expect(JSON.parse((await exported('JSON, everything')).text)).toMatchObject({
      format: 'nagumo-comparison',
    })
    expect((await exported('SVG, all plots')).text).toContain('<svg')
    await page.locator('summary', { hasText: 'Export' }).click()
    await button('Figures…').click()
    const dialog = page.getByRole('dialog', { name: 'Save figures' })
    // Forest plot and posteriors of each of the four parameters.
    expect(await dialog.getByRole('checkbox').count()).toBe(8)
    const saved = page.waitForEvent('download')
    await button('Save').click()
    const asked = JSON.parse(await readFile(await (await saved).path(), 'utf8'))
    expect(asked.from).toMatchObject({ of: 'comparison', figures: expect.arrayContaining(['theta0-forest']) })
    expect(asked.from.ids).toHaveLength(3)
  })

  it('chooses no more than can be compared', async () => {
    const { page, button, list } = await opened('reports=40')
    await button('Compare…').click()
    for (let k = 0; k < comparedReports.most + 2; k++) {
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Space')
    }
    await page.getByText(`${comparedReports.most} chosen, as many as can be compared`).waitFor()
    expect(await list.count()).toBe(1)
  })

  it('says how reports get a group where none has one, and groups several at once', async () => {
    const { page, button, list } = await opened('')
    await button('Groups…').click()
    await page.getByRole('heading', { name: 'No groups yet' }).waitFor()
    await button('Compare…').click()
    await list.waitFor()
    await button('All 3').click()
    await page.getByLabel('Group of the chosen reports').fill('control')
    await button('Set group').click()
    await expect.poll(() => list.locator('.group', { hasText: 'control' }).count()).toBe(3)
    await button('Cancel').click()
    await button('Groups…').click()
    await page.getByRole('heading', { name: 'Only one group' }).waitFor()
  })

  it('compares conditions: the effect in words with its interval, cells nested', async () => {
    const { page, button, exported } = await opened('groups=yes')
    await button('Groups…').click()
    // Two recordings of one cell.
    const name = page.getByLabel('Cell of cell09.csv, drug')
    await name.fill('cell08')
    await name.press('Tab')
    await page.getByText('4 cells, 5 recordings, 5 reports').waitFor()
    await button('Compare the groups').click()
    await page.getByRole('heading', { name: 'control against drug' }).waitFor()
    expect(await page.getByText('drug: 4 cells, 5 sweeps').count()).toBe(1)
    const effects = page.locator('.effect')
    expect(await effects.count()).toBe(4)
    for (const text of await effects.allInnerTexts())
      expect(text).toMatch(/90 % interval .* to .*P\(higher in drug\)/)
    await page.locator('summary[aria-label^="θ₀: cells and centres"]').click()
    await button('For print…').click()
    const checked = page.getByRole('dialog').getByRole('checkbox', { checked: true })
    expect(await checked.getAttribute('value')).toBe('theta0-cells')
    await page.keyboard.press('Escape')
    const { text } = await exported('CSV, table')
    expect(text).toMatch(/^parameter,unit,scale,quantity,condition,against/)
    await button('Change…').click()
    await page.getByLabel('Reference condition').selectOption('drug')
    await button('Compare the groups').click()
    await page.getByRole('heading', { name: 'drug against control' }).waitFor()
  })

  it('needs three cells in each condition, and says so', async () => {
    const { page, button } = await opened('groups=yes')
    await button('Groups…').click()
    for (const recording of ['cell02.csv', 'cell03.csv']) {
      await page.getByLabel(`Cell of ${recording}, control`).fill('cell01')
      await page.keyboard.press('Tab')
    }
    await page.getByText('“control” has 2 cells; at least 3 are needed').waitFor()
    expect(await button('Compare the groups').isDisabled()).toBe(true)
  })

  it('stops a comparison of groups on Esc, and loses no choice', async () => {
    const { page, button } = await opened('groups=held')
    await button('Groups…').click()
    await page.getByLabel('Reference condition').selectOption('drug')
    await button('Compare the groups').click()
    await page.getByRole('progressbar', { name: 'Groups' }).waitFor()
    await page.keyboard.press('Escape')
    await button('Compare the groups').waitFor()
    expect(await page.getByLabel('Reference condition').inputValue()).toBe('drug')
  })
})
