import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** How a person comes to parameters over time, on a workbench of canned answers. */
describe.skipIf(!executable)('parameters over time', () => {
  const screen = windowPage()
  let page: Page

  const text = (words: string | RegExp) => page.getByText(words)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  /** The form, for the sweep that fires, with windows of 400 ms. */
  async function openForm(wishes = ''): Promise<void> {
    page = await screen.open(`library=full&cycle=yes${wishes}`)
    await text('steps_6sweeps').first().click()
    await page.getByLabel('Sweep', { exact: true }).selectOption({ index: 5 })
    await page.keyboard.press(keyOf('estimate'))
    await button('Over time…').first().click()
    await heading('Over time').waitFor()
    await page.getByLabel('Window length').fill('400')
    await page.getByLabel('Window length').blur()
    await text(/14 windows of 400 ms/).waitFor()
  }

  it('the form has the keyboard when it opens, and Esc gives it back', async () => {
    page = await screen.open('library=full&cycle=yes')
    await page.keyboard.press(keyOf('estimate'))
    const ask = page.getByRole('banner').getByRole('button', { name: 'Over time…' })
    await ask.press('Enter')
    await heading('Over time').waitFor()
    const length = page.getByLabel('Window length')
    await expect.poll(() => length.evaluate((one) => one === document.activeElement)).toBe(true)
    // The first one takes back what was typed.
    await page.keyboard.type('1')
    await page.keyboard.press('Escape')
    await heading('Over time').waitFor()
    await page.keyboard.press('Escape')
    await heading('Over time').waitFor({ state: 'detached' })
    await expect.poll(() => ask.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('are asked for with a length and a step, and it is told how many windows that makes', async () => {
    await openForm()
    await text(/The time needed is known after the first one/).waitFor()
    await text(/overlap/).waitFor()
    await page.getByLabel('Step').fill('400')
    await page.getByLabel('Step').blur()
    await text(/7 windows of 400 ms/).waitFor()
    await page.reload()
    await text(/7 windows of 400 ms/).waitFor()
    await page.getByLabel('Window length').fill('5000')
    await page.getByLabel('Window length').blur()
    await text(/A window takes 5000 ms/).waitFor()
    expect(await button('Estimate over time').isDisabled()).toBe(true)
    await button('Reset').click()
    await button('Back').click()
    await heading('Ready to estimate').waitFor()
  })

  it('are not begun with a model that does not fit the recording: another one is a click away', async () => {
    await openForm()
    await page.getByLabel('Model', { exact: true }).selectOption('rudi-2022')
    await text(/Rudi 2022 does not fit this recording: made for model units/).waitFor()
    expect(await button('Estimate over time').isDisabled()).toBe(true)
    await button('Use Recording').click()
    await text(/does not fit this recording/).waitFor({ state: 'detached' })
    await expect.poll(() => button('Estimate over time').isEnabled()).toBe(true)
  })

  it('are named in the bar while another recording is open', async () => {
    await openForm('&estimate=held')
    await button('Estimate over time').click()
    await text(/Window 3 of 14/).waitFor()
    await page.keyboard.press(keyOf('recordings'))
    await text('sample-spiking').first().click()
    await page.keyboard.press(keyOf('estimate'))
    await heading('steps_6sweeps_2kHz.csv over time').waitFor()
    const bar = page.getByRole('group', { name: 'Estimate in progress' })
    expect(await bar.textContent()).toContain('steps_6sweeps_2kHz.csv')
  })

  it('say what changes, and show every window on one time axis', async () => {
    await openForm()
    await button('Estimate over time').click()
    await text(/^θ₀ rises from 0\.\d+ ± 0\.\d+ to 0\.\d+ ± 0\.\d+ between \d+ and \d+ ms\.$/).waitFor()
    await text(/Of 14 windows 1 not reliable, 1 silent, 1 left out/).waitFor()
    const why = page.getByRole('list', { name: 'Why windows are excluded' }).getByRole('listitem')
    expect(await why.allTextContents()).toEqual([
      expect.stringMatching(/Window 4: Wrong neuron model/),
      expect.stringMatching(/Window 5: Silent/),
      expect.stringMatching(/Window 14: The window has too few samples/),
    ])
    const pictures = page.getByRole('img', { name: /./ })
    const names = await pictures.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    expect(names.join('\n')).toMatch(
      /Verdict of each of 14 windows: \d+ sound, \d+ with caution, 1 not reliable, 1 silent, 1 left out/,
    )
    expect(names.join('\n')).toMatch(/θ₀, .* over time: medians of 11 windows between 0\.\d+ and 0\.\d+/)
    await button('View single windows').press('Enter')
    const slider = page.getByRole('slider', { name: 'Window' })
    await expect.poll(() => slider.evaluate((one) => one === document.activeElement)).toBe(true)
    // Where a window begins in its cycle has no course.
    expect(await text(/^φ: /).count()).toBe(0)
    await text(/φ \(phase of the cycle/).waitFor()
    // All panels stand in line.
    const lefts = await page
      .locator('.panels canvas')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left))
    expect(new Set(lefts).size).toBe(1)
  })

  it('open a window by a click or with the keyboard: first its numbers, then its own estimate, and back', async () => {
    await openForm()
    await button('Estimate over time').click()
    const verdicts = page.getByRole('group', { name: /^Verdict/ })
    await verdicts.waitFor()
    await text(/^θ₀ rises/).waitFor()
    const box = (await verdicts.boundingBox())!
    await verdicts.click({ position: { x: 68 + (box.width - 86) * (800 / 3000), y: box.height / 2 } })
    await heading('Window 4 of 14, 600–1000 ms').waitFor()
    await text('Wrong neuron model. FitzHugh–Nagumo does not describe this trace.').last().waitFor()
    await text(/the window is excluded from the tests and the curve/).waitFor()
    await button('Next').click()
    await page.getByText('Silent: θ₀ and θ₁ are not identified.', { exact: true }).waitFor()
    const slider = page.getByRole('slider', { name: 'Window' })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await heading(/^Window 6 of 14/).waitFor()
    await page.keyboard.press('Enter')
    await heading('Parameters').waitFor()
    await button('Back to the parameters over time').click()
    await text(/^θ₀ rises/).waitFor()
  })

  it('show a parameter in mV where that has a meaning', async () => {
    await openForm()
    await button('Estimate over time').click()
    await text(/^g: .*voltage for each unit of u/).waitFor()
    await page.getByLabel(/In mV and ms/).check()
    await text('g: voltage a unit of u').waitFor()
  })

  it('that are stopped show and keep what is done, and can be thrown away', async () => {
    await openForm('&estimate=held')
    await button('Estimate over time').click()
    await text(/Window 3 of 14/).waitFor()
    await page.keyboard.press('Escape')
    await screen.release()
    await text(/stopped before the end/).waitFor()
    await page.keyboard.press(keyOf('reports'))
    await text(/Over time: \d of 14 windows/).waitFor()
    await page.keyboard.press(keyOf('estimate'))
    await button('Remove').click()
    await text('The series of steps_6sweeps_2kHz.csv was removed.').waitFor()
    await heading('Ready to estimate').waitFor()
    await button('Undo').click()
    await page.keyboard.press(keyOf('reports'))
    await text(/Over time: \d of 14 windows/).waitFor()
  })

  it('that are stopped are continued to their end', async () => {
    await openForm('&estimate=held')
    await button('Estimate over time').click()
    await text(/Window 3 of 14/).waitFor()
    await page.keyboard.press('Escape')
    await screen.release()
    await text(/stopped before the end/).waitFor()
    await page.keyboard.press(keyOf('reports'))
    await text(/Over time: \d of 14 windows/).waitFor()
    await button('Continue').click()
    // It begins where it was stopped.
    await text(/Window [34] of 14/).waitFor()
    await screen.release()
    await text(/^θ₀ rises/).waitFor()
    expect(await button('Continue').count()).toBe(0)
    await page.keyboard.press(keyOf('reports'))
    await text('Over time: 14 windows').waitFor()
  })

  it('lie among the reports, and are saved as files', async () => {
    page = await screen.open('library=full&series=kept')
    await page.keyboard.press(keyOf('reports'))
    const line = page.getByRole('option').filter({ hasText: 'Over time: 14 windows' })
    await line.click()
    await heading('steps_6sweeps_2kHz.csv over time').waitFor()
    const save = async (format: string) => {
      await page.locator('summary', { hasText: 'Export' }).click()
      const [download] = await Promise.all([page.waitForEvent('download'), button(format).click()])
      return download
    }
    const json = await save('JSON, everything')
    expect(json.suggestedFilename()).toBe('series-kept.json')
    const csv = await save('CSV, table')
    expect(csv.suggestedFilename()).toBe('series-kept.csv')
    await page.getByRole('listbox').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => line.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await line.waitFor()
  })
})
