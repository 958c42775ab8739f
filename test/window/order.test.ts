import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** What stands on the screen agrees with itself, in the order of reading; what fails is told where it came from. */
describe.skipIf(!executable)('what is shown', () => {
  const screen = windowPage()
  let page: Page
  const text = (words: string | RegExp) => page.getByText(words)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const estimateButton = () => page.getByRole('banner').getByRole('button', { name: 'Estimate', exact: true })
  const rail = (name: RegExp) =>
    page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name })
  const type = async (label: string, value: string): Promise<void> => {
    await page.getByLabel(label, { exact: true }).fill(value)
    await page.keyboard.press('Enter')
  }
  const drop = async (name: string, content: string): Promise<void> => {
    const files = await page.evaluateHandle(
      ([name, content]) => {
        const data = new DataTransfer()
        data.items.add(new File([content], name))
        return data
      },
      [name, content],
    )
    await page.dispatchEvent('body', 'drop', { dataTransfer: files })
  }
  async function report(wishes = 'library=full'): Promise<void> {
    page = await screen.open(wishes)
    await page.keyboard.press(keyOf('estimate'))
    await page.keyboard.press('Control+Enter')
    await heading('Parameters').first().waitFor()
  }

  it('of a refused window is the reason: no preview of another window, and no estimate', async () => {
    page = await screen.open('library=full')
    await page.getByRole('img', { name: /^Model input/ }).waitFor()
    await type('to, ms', '3')
    await text(/The window is 3 ms long/).waitFor()
    expect(await page.getByRole('img', { name: /^Model input/ }).count()).toBe(0)
    expect(await estimateButton().isDisabled()).toBe(true)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('The estimate was not started').waitFor()
    await rail(/^Estimate/).click()
    await heading('This can’t be estimated').waitFor()
    await button('Show the recording').click()
    await type('to, ms', '150')
    await expect.poll(() => estimateButton().isEnabled()).toBe(true)
  })

  it('of a window that is typed while the preview is on its way, is that window', async () => {
    page = await screen.open('library=full&preview=held')
    await heading('sample-spiking.csv').waitFor()
    await type('Window from, ms', '20')
    await screen.release()
    await expect.poll(() => page.getByLabel('Window from, ms', { exact: true }).inputValue()).toBe('20')
    expect(await page.getByRole('banner').textContent()).toContain('20–')
  })

  it('of the model’s input is over the model’s own time', async () => {
    page = await screen.open('library=full')
    await page.getByRole('img', { name: /^Model input from 0 to \d+ ms of model time/ }).waitFor()
  })

  it('of an estimate is named in the bar, whichever recording was opened meanwhile', async () => {
    page = await screen.open('library=full&estimate=held')
    await page.keyboard.press(keyOf('estimate'))
    await page.keyboard.press('Control+Enter')
    await text(/round 1 of about 5/i)
      .first()
      .waitFor()
    await page.keyboard.press(keyOf('recordings'))
    await text('steps_6sweeps').first().click()
    await page.keyboard.press(keyOf('estimate'))
    const bar = page.getByRole('group', { name: 'Estimate in progress' })
    expect(await bar.textContent()).toContain('sample-spiking.csv')
    await screen.release()
    await bar.waitFor({ state: 'detached' })
    // Who waited sees the report, and its recording is the open one again.
    await heading('Parameters').first().waitFor()
    expect(await page.getByRole('banner').textContent()).toContain('sample-spiking.csv')
  })

  it('of a report begins with what was done and how sure it is; checks that passed are one line; the corner is in view', async () => {
    await report()
    await text(/^Not conditioned\. Importance sampling .* ESS 2,480 of 4,000 draws/).waitFor()
    const passed = button('3 of 3 checks passed')
    expect(await text('Importance sampling converged.').count()).toBe(0)
    await passed.click()
    await text('Importance sampling converged.').waitFor()
    await passed.click()
    const box = await page.locator('.corner canvas').boundingBox()
    expect(box!.y + box!.height).toBeLessThanOrEqual(800)
  })

  it('of a loading network are its own words, without a time left', async () => {
    page = await screen.open('library=full&estimate=loading')
    await page.keyboard.press(keyOf('estimate'))
    await page.keyboard.press('Control+Enter')
    await text('Loading the network').waitFor()
    expect(await text(/about .* left/).count()).toBe(0)
    await screen.release()
    await heading('Parameters').first().waitFor()
  })

  it('of a failure elsewhere is a word in the rail, and the failure on its own screen', async () => {
    page = await screen.open('library=full&estimate=die')
    await page.keyboard.press(keyOf('estimate'))
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press(keyOf('models'))
    await rail(/^Estimate.*failed/).waitFor()
    expect(await page.getByRole('alert').textContent()).not.toContain('did not finish')
    await rail(/^Estimate/).click()
    await page.getByRole('alert').getByText('The estimate did not finish').waitFor()
    await rail(/^Estimate$/).waitFor()
  })

  it('of several failures is one line, which opens, and is dismissed at once', async () => {
    page = await screen.open('library=full')
    await heading('sample-spiking.csv').waitFor()
    const before = (await page.getByRole('alert').boundingBox())!.height
    expect(before).toBe(0)
    for (const name of ['a.csv', 'b.csv', 'c.csv']) await drop(name, '')
    const line = page.getByRole('region', { name: '3 operations failed' })
    await line.waitFor()
    await line.getByText(/a\.csv was not opened; b\.csv was not opened; c\.csv/).waitFor()
    expect(await page.getByRole('region', { name: 'a.csv was not opened' }).count()).toBe(0)
    await button('Show each').click()
    await page.getByRole('region', { name: 'a.csv was not opened' }).waitFor()
    // The ring of the focus, 2 px wide and 2 px away, does not touch the neighbour.
    const [fold, dismiss] = await Promise.all(
      ['Fold', 'Dismiss all'].map(
        async (name) => (await line.getByRole('button', { name, exact: true }).boundingBox())!,
      ),
    )
    expect(dismiss.x - (fold.x + fold.width)).toBeGreaterThan(4)
    await button('Dismiss all').click()
    await line.waitFor({ state: 'detached' })
    expect((await page.getByRole('alert').boundingBox())!.height).toBe(0)
  })

  it('of a training that can’t start is why, on Ctrl+Enter; of a finished one “Use”', async () => {
    page = await screen.open('library=full')
    await page.keyboard.press(keyOf('train'))
    await page.getByRole('textbox', { name: 'Name' }).fill('')
    await page.getByRole('textbox', { name: 'Name' }).blur()
    await text(/^Not yet:/).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('The training can’t start yet').waitFor()
  })
})
