import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

/** A report with several cautions, on a workbench of canned answers. */
describe.skipIf(!executable)('several cautions', () => {
  const screen = windowPage()
  async function open(cautions: number): Promise<Page> {
    const page = await screen.open(`library=full&verdict=caution&cautions=${cautions}`)
    await page.getByText('Model input', { exact: true }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'With caution' }).waitFor()
    return page
  }

  it.each([4, 6])('%s of them leave verdict, numbers and corner plot in the first screen', async (n) => {
    const page = await open(n)
    const corner = page.getByText('Posterior', { exact: true }).first()
    // The title of the plot and its first row.
    expect((await corner.boundingBox())!.y + 80).toBeLessThan(800)
    for (const name of ['With caution', 'Parameters'])
      expect((await page.getByRole('heading', { name, exact: true }).boundingBox())!.y).toBeLessThan(400)
    expect((await page.getByRole('rowheader', { name: /^ρ What/ }).boundingBox())!.y).toBeLessThan(760)
  })

  it('each is named in its line, and says the rest by the keyboard', async () => {
    const page = await open(4)
    for (const first of [
      'Residuals have heavier tails than a Gaussian (artefacts, or a misfit at the spikes)',
      'The sampler converged only partly',
      'The recording is clipped',
    ])
      expect(await page.getByText(first).isVisible()).toBe(true)
    const rest = page.getByText('Few draws carry much of the weight.')
    expect(await rest.isVisible()).toBe(false)
    await page.getByText('The sampler converged only partly').focus()
    await page.keyboard.press('Enter')
    await rest.waitFor()
    // The numbers behind it come with all that is said.
    await page.getByRole('button', { name: 'Why: test statistics' }).click()
    await page
      .getByText(/^Values beyond are lost|3 % of its samples/)
      .first()
      .waitFor()
    await page.getByText(/Effective sample size 120 of 4000/).waitFor()
  })

  it('one beside the headline is said in full', async () => {
    const page = await open(2)
    expect(await page.getByText('The intervals may be too narrow.').last().isVisible()).toBe(true)
  })
})
