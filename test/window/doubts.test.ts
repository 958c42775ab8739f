import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

/** What a file left open, on a workbench of canned answers. */
describe.skipIf(!executable)('doubts about a reading', () => {
  const screen = windowPage()
  let page: Page
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const asked = () => page.getByRole('region', { name: 'Please check' })

  async function openSteps(): Promise<void> {
    page = await screen.open('library=full')
    await page.getByRole('option').filter({ hasText: 'steps' }).click()
    await asked().waitFor()
  }

  it('are all shown, each with what settles it', async () => {
    await openSteps()
    await asked()
      .getByText(/gives no unit/)
      .waitFor()
    await asked()
      .getByText(/this is not a membrane potential/)
      .waitFor()
    await asked()
      .getByRole('group', { name: /not a membrane potential/ })
      .waitFor()
    expect(await asked().getByRole('button', { name: 'In millivolts (as now)' }).isVisible()).toBe(true)
    expect(await button('ms is right').isVisible()).toBe(true)
    // A reading with answers needs no second way to say that it is right.
    expect(await button('mV is right').count()).toBe(0)
  })

  it('an answer reads the file again as it says', async () => {
    await openSteps()
    await button(/^In volts, amplifier gain 10/).click()
    await asked().waitFor({ state: 'detached' })
    await expect.poll(() => page.getByLabel('Voltage in').inputValue()).toBe('V')
  })

  it('a file that is refused as it is can be read as the person decides', async () => {
    page = await screen.open('library=full')
    const uneven = { name: 'uneven.csv', mimeType: 'text/csv', buffer: Buffer.from('t,v\n0,1\n') }
    const chooser = page.waitForEvent('filechooser')
    await button('Open…').click()
    await (await chooser).setFiles(uneven)
    const failure = page.getByRole('region', { name: 'uneven.csv was not opened' })
    await failure.getByRole('button', { name: 'Interpolate at even times' }).click()
    await page.getByRole('heading', { name: 'uneven.csv' }).waitFor()
    await failure.waitFor({ state: 'detached' })
  })

  it('stay beside the numbers that were made meanwhile', async () => {
    await openSteps()
    await page.keyboard.press('Control+Enter')
    const open = page.getByRole('region', { name: 'Open questions about the recording' })
    await open.waitFor()
    expect(await open.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/gives no unit/),
      expect.stringMatching(/not a membrane potential/),
    ])
  })
})
