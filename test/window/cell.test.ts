import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How a person comes from a family of sweeps to a cell, on a workbench of canned answers. */
describe.skipIf(!executable)('a cell', () => {
  const screen = windowPage()
  let page: Page

  const text = (words: string | RegExp) => page.getByText(words)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const grid = () => page.getByRole('grid')
  const point = (name: string | RegExp) => page.getByRole('slider', { name })
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

  async function open(wishes = 'family=yes'): Promise<void> {
    page = await screen.open(wishes)
    await page.keyboard.press(keyOf('cell'))
  }
  async function estimate(wishes = 'family=yes'): Promise<void> {
    await open(wishes)
    await text(/^Steps of −100 to 200 pA/).waitFor()
    await page.keyboard.press('Control+Enter')
    await heading('Held-out sweeps').waitFor()
  }
  const pictures = async (): Promise<string> =>
    (
      await page
        .getByRole('img', { name: /./ })
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    ).join('\n')
  const overflows = (): Promise<boolean> =>
    page.evaluate(() => {
      const article = document.querySelector('main article')!
      const wide = document.documentElement.scrollWidth > window.innerWidth
      return wide || article.scrollWidth > article.clientWidth
    })

  it('is taught where nothing is open, and where there is a single sweep', async () => {
    await open('')
    await heading('A cell under a known current').waitFor()
    expect(await button('Estimate cell').isDisabled()).toBe(true)
    await button('Try the sample').click()
    await heading('sample-spiking.csv').waitFor()
    await page.keyboard.press(keyOf('cell'))
    await heading('A family of sweeps is needed').waitFor()
    await text(/sample-spiking.csv has a single sweep/).waitFor()
  })

  it('shows sweeps above their current, and lets sweeps be left out', async () => {
    await open()
    await text(/^Steps of −100 to 200 pA, 700 to 2200 ms/).waitFor()
    await expect
      .poll(pictures)
      .toMatch(/10 sweeps overlaid, \d of them without spikes.* Highlighted: sweep 1\./)
    expect(await pictures()).toMatch(
      /Injected current of each sweep on the same time axis, between −100 and 200 pA/,
    )
    const lefts = await page
      .locator('.panels canvas')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left))
    expect(new Set(lefts).size).toBe(1)
    await grid().focus()
    await page.keyboard.press('Space')
    await text(/^Steps of −75 to 200 pA/).waitFor()
    await text('9 of 10 sweeps included.').waitFor()
    await page.keyboard.press('End')
    await expect.poll(pictures).toMatch(/Highlighted: sweep 10\./)
    await page.getByLabel('Use sweep 1', { exact: true }).check()
    await text('10 of 10 sweeps included.').waitFor()
  })

  it('is shown with the command that is used, not with a measured current before it', async () => {
    await open('family=measured')
    await expect
      .poll(pictures)
      .toMatch(/Injected current of each sweep on the same time axis, between −100 and 200 pA/)
  })

  it('is given its current in words and numbers where the file has none', async () => {
    await open('library=full')
    await page.keyboard.press(keyOf('recordings'))
    await text('steps_6sweeps').first().click()
    await page.keyboard.press(keyOf('cell'))
    await text(/has no injected current/).waitFor()
    expect(await button('Estimate cell').isDisabled()).toBe(true)
    await page.getByLabel('Onset, ms').fill('700')
    await page.getByLabel('Duration, ms').fill('5000')
    await text(/With this onset the sweeps end after/).waitFor()
    await page.getByLabel('Duration, ms').fill('1500')
    await page.getByLabel('First amplitude, pA').fill('-50')
    await page.getByLabel('Step, pA').fill('50')
    await text('−50, 0, 50, 100, 150, 200 pA').waitFor()
    await page.getByLabel('A list').check()
    await page.getByLabel(/^Amplitudes, pA/).fill('0 10 20')
    await text('3 amplitudes for 6 sweeps: one for each is needed.').waitFor()
    await page.getByLabel('Even steps').check()
    await button('Use this current').click()
    await text(/^Steps of −50 to 200 pA/).waitFor()
    await text('As stated by hand.').waitFor()
    await button('Estimate cell').click()
    await text(/as stated by hand/).waitFor()
  })

  it('shows stages and time left, and Esc cancels', async () => {
    await open('family=yes&estimate=held')
    await text(/^Steps of/).waitFor()
    await page.keyboard.press('Control+Enter')
    await text('Membrane: sweep 3 of 6').waitFor()
    await text(/about 4 s left/).waitFor()
    await page.getByRole('progressbar').waitFor()
    await page.keyboard.press('Escape')
    await text('10 of 10 sweeps included.').waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
  })

  it('reports the verdict first, then numbers, plots and held-out sweeps', async () => {
    await estimate()
    const tops = await Promise.all(
      ['Sound', 'Spikes, integrate-and-fire', 'Held-out sweeps', 'Features of the cell'].map(
        async (name) => (await heading(name).first().boundingBox())!.y,
      ),
    )
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    await page.getByRole('rowheader', { name: 'R_in' }).waitFor()
    await page.getByRole('cell', { name: '287–317', exact: true }).waitFor()
    await text(/Measured from −98 to −53 mV/).waitFor()
    const said = await pictures()
    expect(said).toMatch(/Steady voltage of 7 silent sweeps over currents from −100 to 50 pA/)
    expect(said).toMatch(/Spikes of 10 sweeps over the amplitude, at most 20/)
    expect(said).toMatch(/Spike counts of held-out sweeps, recorded against predicted: 10 of 10 lie/)
    expect(said).toMatch(/sweep 1, recorded voltage and the membrane’s posterior/)
    expect(await text('Held-out counts are close.').isVisible()).toBe(false)
    await text('2 checks passed').click()
    await text('Held-out counts are close.').waitFor()
    await grid().focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(pictures).toMatch(/sweep 2, recorded voltage and the membrane’s posterior/)
    await button(/^amplitude/).click()
    await button(/^amplitude/).click()
    expect(await page.getByRole('columnheader', { name: /^amplitude/ }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await button('Sweeps and current…').click()
    await button('Back to the report').click()
    await heading('Held-out sweeps').waitFor()
  })

  it('has no numbers of a layer that was refused', async () => {
    await estimate('family=yes&verdict=unreliable')
    await page.getByRole('heading', { name: 'Not reliable', exact: true }).waitFor()
    await page.getByRole('rowheader', { name: 'R_in' }).waitFor()
    expect(await page.getByRole('rowheader', { name: 'EL' }).count()).toBe(0)
    await text(/Predictions need a cell whose spikes could be fitted/).waitFor()
  })

  it('is put under another protocol, typed or as a table', async () => {
    await estimate()
    await page.getByRole('button', { name: 'Predict', exact: true }).click()
    await text(/18.4 spikes, 90 % 15–22 under this command/).waitFor()
    expect(await pictures()).toMatch(/Spike times of 8 draws from the posterior, one row each/)
    await page.getByLabel('Segment 1, current, pA').fill('400')
    await text(/The command has been changed since/).waitFor()
    await page.getByRole('button', { name: 'Predict', exact: true }).click()
    await text(/goes beyond 200 pA/).waitFor()
    const saving = page.waitForEvent('download')
    await button('Save prediction as CSV').click()
    expect((await saving).suggestedFilename()).toBe('family_10sweeps-cell-prediction.csv')
    await page.getByLabel('Segment 1, to, ms').fill('x')
    await text('Type a number, such as 12.5.').waitFor()
    expect(await page.getByRole('button', { name: 'Predict', exact: true }).isDisabled()).toBe(true)
    await page.getByLabel('Table of times and currents').check()
    await page.getByLabel(/^Time in ms and current/).fill('time,pA\n0,0\n100,five')
    await text(/^Line 3: two numbers were expected/).waitFor()
    await page.getByLabel(/^Time in ms and current/).fill('time,pA\n0,0\n100,150\n400,0\n500,0')
    await page.getByRole('button', { name: 'Predict', exact: true }).click()
    await text(/^18.4 spikes/).waitFor()
  })

  it('is put under a protocol that is drawn, by keys, which the table follows', async () => {
    await estimate()
    const field = (name: string) => page.getByLabel(name, { exact: true }).inputValue()
    await point('Point 1: 100 ms, 200 pA').focus()
    await page.keyboard.press('ArrowRight')
    await point('Point 1: 110 ms, 200 pA').waitFor()
    await page.keyboard.press('Shift+ArrowDown')
    await point('Point 2: 1600 ms, 150 pA').waitFor()
    expect([await field('Segment 1, from, ms'), await field('Segment 1, current, pA')]).toEqual([
      '110',
      '150',
    ])
    await page.getByLabel('Segment 1, to, ms').fill('1500')
    await point('Point 2: 1500 ms, 150 pA').waitFor()
    await button('Add a point').click()
    await expect.poll(() => page.getByRole('slider', { name: /^Point/ }).count()).toBe(3)
    expect(await field('Segment 1, at its end, pA')).toBe('150')
    await expect.poll(focused).toMatch(/^Point 2: 8\d\d ms, 150 pA/)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => field('Segment 2, current, pA')).toBe('155')
    await page.keyboard.press('Delete')
    await expect.poll(() => page.getByRole('slider', { name: /^Point/ }).count()).toBe(2)
    expect(await field('Segment 1, to, ms')).toBe('1500')
    await expect.poll(focused).toMatch(/^Point 2: 1500 ms/)
    await page.getByRole('button', { name: 'Predict', exact: true }).click()
    await text(/^18.4 spikes/).waitFor()
  })

  it('is put under a protocol that is drawn by hand, unless what is typed can’t be read', async () => {
    await estimate()
    await point('Point 2: 1600 ms, 200 pA').scrollIntoViewIfNeeded()
    const middle = async (name: string): Promise<[number, number]> => {
      const box = (await point(name).boundingBox())!
      return [box.x + box.width / 2, box.y + box.height / 2]
    }
    const [x, y] = await middle('Point 2: 1600 ms, 200 pA')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 60, y + 2, { steps: 4 })
    await page.mouse.up()
    // A hand that goes sideways leaves the current where it is.
    await point(/^Point 2: 1(4|5)\d\d ms, 200 pA/).waitFor()
    const to = Number(await page.getByLabel('Segment 1, to, ms').inputValue())
    expect([to < 1600, to % 5]).toEqual([true, 0])
    await page.mouse.dblclick(x + 20, y + 20)
    await point(/^Point 3: 16\d\d ms, 1\d\d pA/).waitFor()
    expect(await page.getByRole('button', { name: /^Remove segment/ }).count()).toBe(2)
    await page.getByLabel('Segment 1, to, ms').fill('x')
    await text(/^Points can be moved once/).waitFor()
    expect(await page.getByRole('slider', { name: /^Point/ }).count()).toBe(0)
  })

  it('lies among the reports, is saved, removed and brought back', async () => {
    page = await screen.open('library=full&cells=kept')
    await page.keyboard.press(keyOf('reports'))
    const line = page.getByRole('option').filter({ hasText: 'Cell, by its sweeps' })
    await line.click()
    await heading('Held-out sweeps').waitFor()
    await page.locator('summary', { hasText: 'Export' }).click()
    const [json] = await Promise.all([page.waitForEvent('download'), button('JSON, everything').click()])
    expect(json.suggestedFilename()).toBe('cell-family-ok-10.json')
    await page.getByRole('listbox').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => line.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await line.waitFor()
  })

  it('fits into a narrow window', async () => {
    await estimate()
    await page.setViewportSize({ width: 640, height: 400 })
    await expect.poll(overflows).toBe(false)
    await button('Sweeps and current…').click()
    await text('10 of 10 sweeps included.').waitFor()
    await expect.poll(overflows).toBe(false)
  })
})
