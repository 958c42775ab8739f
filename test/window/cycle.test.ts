import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** From a trace that FitzHugh–Nagumo does not describe to a fitted spike cycle, on a workbench of canned answers. */
describe.skipIf(!executable)('the next step of a verdict', () => {
  const screen = windowPage()
  let page: Page
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  async function openUnfit(wishes: string): Promise<void> {
    page = await screen.open(`library=full&${wishes}`)
    await page.getByRole('option').filter({ hasText: 'steps' }).click()
    await page.getByLabel('Sweep', { exact: true }).selectOption('4')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Not reliable' }).waitFor()
  }

  it('is one key away: the same recording and sweep, and the model that is chosen from then on', async () => {
    await openUnfit('cycle=yes')
    const next = button('Try Hodgkin–Huxley on the spike cycle')
    await next.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Recorded against fitted' }).waitFor()
    await page.getByText(/^sweep_5, .*model Spike cycle/).waitFor()
    expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('spike-cycle')
    // The key that always estimates does it again with that model.
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Recorded against fitted' }).waitFor()
    await page.keyboard.press(keyOf('reports'))
    await expect.poll(() => page.getByRole('listbox').getByRole('option').count()).toBe(6)
  })

  it('says why it can’t be taken where there is no such model', async () => {
    await openUnfit('cycle=unknown')
    const next = button('Try Hodgkin–Huxley on the spike cycle')
    expect(await next.isDisabled()).toBe(true)
    await page.getByText('No model of this kind is in the library').waitFor()
  })

  it('shows cycle, spike, phase plane and currents, each with a line that says what it shows', async () => {
    await openUnfit('cycle=yes')
    await button('Try Hodgkin–Huxley on the spike cycle').click()
    for (const name of [
      /over the whole interspike interval/,
      /around the spike, from/,
      /^Phase plane, dV\/dt over V/,
      /^Currents of the fitted model/,
      /^Whitened residuals of the 33 components/,
    ]) {
      await page.getByRole('img', { name }).waitFor()
    }
    expect(await page.getByText('Autocorrelation').count()).toBe(0)
  })

  it('draws in grey what is assumed, says why, and has the ratio below', async () => {
    await openUnfit('cycle=yes')
    await button('Try Hodgkin–Huxley on the spike cycle').click()
    const colourOf = (symbol: string) =>
      page.getByRole('rowheader', { name: new RegExp(`^${symbol}( |$)`) }).evaluate((cell) => {
        const own = cell.querySelector('.symbol') ?? cell
        return getComputedStyle(own).color
      })
    await page.getByText('Grey: assumed: the prior gives it').first().waitFor()
    expect(await page.getByText('Grey: biased if').count()).toBe(2)
    expect(await colourOf('gL')).not.toBe(await colourOf('gNa'))
    expect(await colourOf('VT')).toBe(await colourOf('gNa'))
    const ratio = page.getByRole('row', { name: /gNa\/gKd/ })
    expect(await ratio.textContent()).toMatch(/4\.0.*3\.5–4\.6/s)
    // Not in the corner plot, but where they are asked for.
    await page.getByLabel('with the grey ones: gL, Idrive, ENa, EK').check()
    await page.getByRole('img', { name: /^Posterior of gNa, gKd, gL, Idrive/ }).waitFor()
  })
})
