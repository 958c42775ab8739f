import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How the window behaves towards a person, on a workbench of canned answers. */
describe.skipIf(!executable)('the window', () => {
  const screen = windowPage()
  let page: Page

  async function open(wishes = ''): Promise<void> {
    page = await screen.open(wishes)
  }
  const text = (words: string | RegExp, options = {}) => page.getByText(words, options)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const lines = () => page.getByRole('listbox').getByRole('option')

  async function drop(name: string, content: string): Promise<void> {
    const data = await page.evaluateHandle(
      ([fileName, body]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([body], fileName, { type: 'text/csv' }))
        return transfer
      },
      [name, content] as const,
    )
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }

  it('teaches where there is nothing yet, and opens the sample with one click', async () => {
    await open()
    await heading('Open a recording').waitFor()
    await button('Try the sample').click()
    await heading('sample-spiking.csv').waitFor()
    await text('Recorded trace').first().waitFor()
    await text('The voltage is in model units').waitFor()
  })

  it('opens a dropped file on any screen', async () => {
    await open()
    await page.keyboard.press(keyOf('models'))
    await drop('cell07.csv', 'time_ms,v\n0,1\n')
    await heading('cell07.csv').waitFor()
  })

  it('says what is wrong with a file and leaves what was open', async () => {
    await open('library=full')
    await heading('sample-spiking.csv').waitFor()
    await drop('nothing.csv', '')
    const alert = page.getByRole('alert')
    await alert.getByText('nothing.csv was not opened').waitFor()
    await alert.getByText(/is empty \(0 bytes\)/).waitFor()
    expect(await heading('sample-spiking.csv').isVisible()).toBe(true)
    await button('Dismiss: nothing.csv was not opened').click()
    await alert.getByText('nothing.csv was not opened').waitFor({ state: 'detached' })
  })

  it('conditions the recording step by step, draws what that makes of it, and takes it back', async () => {
    await open('library=full')
    await lines().nth(1).click()
    await text('Model input', { exact: true }).waitFor()
    const steps = page.getByRole('list', { name: 'Steps, in order of application' })
    await text('Add a step').focus()
    await page.keyboard.press('Enter')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await steps.getByText('1. Low-pass').waitFor()
    await steps.getByText(/^Low-pass at 500 Hz/).waitFor()
    const drawn = page.getByRole('img', { name: /Overlaid: the conditioned trace/ })
    await drawn.waitFor()

    await steps.getByLabel('cutoff, Hz').fill('5000')
    await steps.getByText(/half the sampling rate/).waitFor()
    await steps.getByLabel('cutoff, Hz').fill('120')
    await page.keyboard.press('Enter')
    await steps.getByText(/^Low-pass at 120 Hz/).waitFor()

    await text('Add a step').click()
    await page.getByRole('menuitem', { name: /Straight line/ }).click()
    await steps.getByText('2. Straight line').waitFor()
    await button('Remove step 1: Low-pass').click()
    await steps.getByText('1. Straight line').waitFor()
    expect(await steps.getByRole('listitem').count()).toBe(1)
    // Back: the removal, the line, the cutoff, the low-pass.
    const undo = button('Undo')
    await undo.click()
    expect(await steps.getByRole('listitem').count()).toBe(2)
    await undo.click()
    await undo.click()
    await steps.getByText(/^Low-pass at 500 Hz/).waitFor()
    await undo.click()
    await drawn.waitFor({ state: 'detached' })
    expect(await undo.isDisabled()).toBe(true)
  })

  it('keeps the conditioning in the report', async () => {
    await open('library=full')
    await lines().nth(1).click()
    await text('Add a step').click()
    await page.getByRole('menuitem', { name: /Running median/ }).click()
    await text(/^The running median over/).waitFor()
    await button('Estimate').last().click()
    await text('Sampler and provenance').click()
    await text(/^The running median over/).waitFor()
  })

  it('answers at once, shows stages, and then trace, verdict and parameters in this order', async () => {
    await open('library=full&estimate=held')
    await text('Model input', { exact: true }).waitFor()
    // Within one frame of the key, before anything has come back from the services.
    const answered = await page.evaluate(async () => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }))
      await new Promise((resolve) => requestAnimationFrame(resolve))
      return document.querySelector('[role=progressbar]') !== null
    })
    expect(answered).toBe(true)
    await text(/Importance sampling, round 1 of about 5: 800 draws/).waitFor()
    await page.getByRole('progressbar').waitFor()
    await screen.release()
    await heading('Parameters').waitFor()
    const tops = await Promise.all(
      ['Recording and model', 'Sound', 'Posterior', 'Residuals'].map(
        async (name) => (await page.getByText(name, { exact: true }).first().boundingBox())!.y,
      ),
    )
    expect(tops.slice(0, 3)).toEqual(tops.slice(0, 3).sort((a, b) => a - b))
    expect(await page.getByRole('rowheader', { name: /θ₀/ }).count()).toBeGreaterThan(0)
    expect(
      await text('0.142–0.159')
        .or(text(/^0\.1\d\d–0\.1\d\d$/))
        .count(),
    ).toBeGreaterThan(0)
  })

  it('shows the numbers before the sensitivity to fixed values is computed, and keeps them if that is stopped', async () => {
    await open('library=full&estimate=preliminary')
    await heading('sample-spiking.csv').waitFor()
    await page.keyboard.press('Control+Enter')
    await text('being computed').first().waitFor()
    await heading('Sound').waitFor()
    expect(await page.getByRole('rowheader', { name: /θ₀/ }).count()).toBeGreaterThan(0)
    // It is not saved yet: nothing can be done with it.
    for (const name of ['Run again', 'Refine…', 'Export']) expect(await button(name).count()).toBe(0)
    expect(await heading('Cross-check').count()).toBe(0)
    await screen.release()
    await button('Run again').waitFor()
    await text('being computed').first().waitFor({ state: 'detached' })
    expect(await text('not computed').count()).toBe(0)
    await button('Estimate').last().click()
    await text('being computed').first().waitFor()
    await page.keyboard.press('Escape')
    await button('Run again').waitFor()
    await heading('Sound').waitFor()
    await text('not computed').first().waitFor()
    await page.keyboard.press(keyOf('reports'))
    await text('not computed').first().waitFor()
  })

  it('can be used while an estimate runs, and Esc cancels it', async () => {
    await open('library=full&estimate=held')
    await heading('sample-spiking.csv').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('progressbar').waitFor()
    await page.keyboard.press(keyOf('models'))
    await heading('Rudi 2022').waitFor()
    await page.keyboard.press('Escape')
    await button('Estimate').last().waitFor()
    await page.keyboard.press(keyOf('estimate'))
    await heading('Ready to estimate').waitFor()
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0)
  })

  it('keeps the numbers of an unreliable result behind a click that says why', async () => {
    await open('library=full')
    await lines().filter({ hasText: 'steps' }).click()
    await button('Estimate').last().click()
    await heading('Not reliable').waitFor()
    expect(await page.getByRole('rowheader', { name: /θ₀/ }).count()).toBe(0)
    // Recorded features stands in front of them.
    await page.getByRole('rowheader', { name: 'Spike count' }).waitFor()
    await text(/would be misleading/).waitFor()
    expect(await text(/BIC gain/).count()).toBe(0)
    await button(/^Why/).click()
    await text(/BIC gain −0.41/).waitFor()
    await button('Show the numbers anyway').click()
    await page.getByRole('rowheader', { name: /θ₀/ }).first().waitFor()
  })

  it('says that the numerics stopped, loses nothing, and lets the next try begin', async () => {
    await open('library=full&estimate=die')
    await heading('sample-spiking.csv').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('The estimate did not finish').waitFor()
    await page.keyboard.press(keyOf('recordings'))
    await heading('sample-spiking.csv').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('progressbar').waitFor()
  })

  it('changes the rescaling, previews it, refuses what makes no sense, and goes back to the proposal', async () => {
    await open('library=full')
    await lines().filter({ hasText: 'steps' }).click()
    const gain = page.getByLabel(/^gain/)
    await expect.poll(() => gain.inputValue()).toBe('26.5')
    await gain.fill('0')
    await text('The gain can’t be 0.').waitFor()
    await gain.fill('30,5')
    await gain.press('Enter')
    await expect.poll(() => gain.inputValue()).toBe('30.5')
    const reset = page.getByRole('button', { name: 'Reset' }).last()
    expect(await reset.isEnabled()).toBe(true)
    await reset.click()
    await expect.poll(() => gain.inputValue()).toBe('26.5')
  })

  it('says why a window does not do, beside the preview', async () => {
    await open('library=full')
    const to = page.getByLabel('to, ms')
    await expect.poll(() => to.inputValue()).toBe('199.8')
    await to.fill('5')
    await to.press('Enter')
    await text(/The window is 5 ms long/).waitFor()
  })

  it('asks about units it is unsure of, until they are settled', async () => {
    await open('library=full')
    await lines().filter({ hasText: 'steps' }).click()
    await page.getByRole('region', { name: 'Please check' }).waitFor()
    await button('ms is right').click()
    await page.getByRole('region', { name: 'Please check' }).waitFor({ state: 'detached' })
    expect(await heading('steps_6sweeps_2kHz.csv').isVisible()).toBe(true)
  })

  it('switches sweeps', async () => {
    await open('library=full')
    await lines().filter({ hasText: 'steps' }).click()
    await page.getByLabel('Sweep', { exact: true }).selectOption('4')
    await expect.poll(() => page.getByLabel('Sweep', { exact: true }).inputValue()).toBe('4')
    await text(/Recorded trace/)
      .first()
      .waitFor()
  })

  it('is one tab stop a list: arrows move, Delete removes, undo brings back', async () => {
    await open('library=full')
    const list = page.getByRole('listbox', { name: 'Recordings' })
    await list.focus()
    await page.keyboard.press('ArrowDown')
    await heading('steps_6sweeps_2kHz.csv').waitFor()
    await page.keyboard.press('Delete')
    await text('steps_6sweeps_2kHz.csv was removed.').waitFor()
    await expect.poll(() => lines().count()).toBe(1)
    expect(await list.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+z')
    await heading('steps_6sweeps_2kHz.csv').waitFor()
    await expect.poll(() => lines().count()).toBe(2)
  })

  it('shows screens by number, but not while a number is typed', async () => {
    await open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await page.getByRole('listbox', { name: 'Reports, newest first' }).waitFor()
    await page.keyboard.press(keyOf('recordings'))
    await page.getByLabel('to, ms').press('3')
    expect(await heading('sample-spiking.csv').isVisible()).toBe(true)
  })

  it('shows all keys on “?” and closes them on Esc', async () => {
    await open()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Undo a removal').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('reopens, saves and removes reports', async () => {
    await open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await heading('Sound').waitFor()
    await page.getByRole('listbox').focus()
    await page.keyboard.press('ArrowDown')
    await heading('Not reliable').waitFor()
    const saving = page.waitForEvent('download')
    await page.locator('summary', { hasText: 'Export' }).click()
    await button('JSON, everything').click()
    expect((await saving).suggestedFilename()).toMatch(/\.json$/)
    await button('Remove').click()
    await expect.poll(() => lines().count()).toBe(2)
    await button(/^Undo/).click()
    await heading('Not reliable').waitFor()
    await expect.poll(() => lines().count()).toBe(3)
  })

  it('makes a report again with its own seed', async () => {
    await open('library=full')
    await page.keyboard.press(keyOf('reports'))
    await heading('Sound').waitFor()
    await page.keyboard.press('End')
    await page.getByRole('listbox').press('End')
    await heading('With caution').waitFor()
    await button('Run again').click()
    await page.getByRole('progressbar').waitFor({ state: 'detached' })
    await text('Sampler and provenance').click()
    expect(await page.getByRole('definition').filter({ hasText: /^3$/ }).count()).toBe(1)
    expect(
      await page
        .getByRole('navigation')
        .getByRole('button', { name: 'Estimate' })
        .getAttribute('aria-current'),
    ).toBe('page')
  })

  it('shows a model’s card', async () => {
    await open('library=full')
    await page.keyboard.press(keyOf('models'))
    await heading('Rudi 2022').waitFor()
    expect(await page.getByRole('rowheader', { name: 'ρ' }).count()).toBe(1)
    await text('0.9968').first().waitFor()
    await text(/nagumo train --prior/).waitFor()
  })

  it('says which TensorFlow is at work, and why', async () => {
    await open('backend=wasm')
    await button(/TensorFlow/).click()
    await text(/Native TensorFlow is not installed/).waitFor()
    await page.keyboard.press('Escape')
    await text(/Native TensorFlow is not installed/).waitFor({ state: 'hidden' })
  })

  it('says that the workbench has stopped, and goes on when it is back', async () => {
    await open('library=full')
    await heading('sample-spiking.csv').waitFor()
    await setConnection('lost')
    const dialog = page.getByRole('alertdialog', { name: 'Nagumo has stopped' })
    await dialog.waitFor()
    // Where nothing answers, the page stays, with its explanation.
    await button('Try again').click()
    await dialog.getByText('No response yet.').waitFor()
    await setConnection('connected')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    expect(await heading('sample-spiking.csv').isVisible()).toBe(true)
  })

  async function setConnection(standing: 'lost' | 'connected'): Promise<void> {
    await page.evaluate(
      (now) => (window as unknown as { setConnection(s: string): void }).setConnection(now),
      standing,
    )
  }

  it('fits into a window of 640 × 400: no screen is cut off at the right', async () => {
    await open('library=full&models=many&cells=kept')
    await page.setViewportSize({ width: 640, height: 400 })
    for (const screenKey of ['1', '2', '3', '4', '5', '6', '7']) {
      await page.keyboard.press(screenKey)
      await page.locator('nav [aria-current="page"]').waitFor()
      const wide = () =>
        page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, main article')]
            .filter((one) => one.scrollWidth > one.clientWidth)
            .map(({ tagName, scrollWidth, clientWidth }) => `${tagName} ${scrollWidth} > ${clientWidth}`),
        )
      await expect.poll(wide).toEqual([])
    }
  })
})
