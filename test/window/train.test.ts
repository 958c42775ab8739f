import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import type { TrainingRequest } from '../../src-main/contract/trainings.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { patience } from '../support/patience.ts'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** The Train screen, on a workbench that pretends to learn. */
describe.skipIf(!executable)('the Train screen', () => {
  const screen = windowPage()
  let page: Page

  async function open(wishes = ''): Promise<void> {
    page = await screen.open(`library=full&${wishes}`)
    await page.keyboard.press(keyOf('train'))
    await page.getByRole('listbox', { name: 'Trainings' }).waitFor()
  }
  const text = (words: string | RegExp) => page.getByText(words)
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const start = () => button(/^Start training/)
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const line = (name: string) =>
    page.getByRole('listbox', { name: 'Trainings' }).getByRole('option').filter({ hasText: name })
  const picture = (name: RegExp) => page.getByRole('img', { name })
  const calls = (): Promise<string[]> =>
    page.evaluate(() => (window as unknown as { trainingCalls: string[] }).trainingCalls)
  const started = async (): Promise<TrainingRequest> =>
    JSON.parse((await calls()).find((call) => call.startsWith('start '))!.slice('start '.length))

  it('shows what the prior expects, and says why it can’t start yet', async () => {
    await open()
    await picture(/^6 traces drawn from the prior, noise included: .*tonic/)
      .first()
      .waitFor()
    await text(/^\d+ % tonic$/).waitFor()
    await text(/^\d+ % a few spikes$/).waitFor()
    await text('Give the model a name.').waitFor()
    expect(await start().isDisabled()).toBe(true)
    await field('name').fill('Wide')
    await expect.poll(() => start().isEnabled()).toBe(true)
  })

  it('checks numbers as they are typed, keeps them, and redraws the curve at once', async () => {
    await open()
    await text(/^\d+ % tonic$/).waitFor()
    const sd = field('θ₀ sd')
    await sd.fill('-0.1')
    await text('The sd must be above 0; it is −0.1.').first().waitFor()
    expect(await sd.getAttribute('aria-invalid')).toBe('true')
    expect(
      await sd.evaluate(
        (input) => document.getElementById(input.getAttribute('aria-describedby')!)?.textContent,
      ),
    ).toContain('above 0')
    expect(await start().isDisabled()).toBe(true)
    // Nothing typed is lost on the way to another screen and back.
    await page.getByRole('button', { name: 'Models' }).click()
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect.poll(() => field('θ₀ sd').inputValue()).toBe('-0.1')
    await field('θ₀ sd').fill('0,1')
    await picture(/^θ₀ is normal with mean 0.4 and sd 0.1, truncated at −0.2 and 1/).waitFor()
    await field('θ₀ sd').press('ArrowUp')
    await expect.poll(() => field('θ₀ sd').inputValue()).toBe('0.11')
  })

  it('refuses a prior without a spike, with the reason in the window’s own letters', async () => {
    await open()
    await text(/^\d+ % tonic$/).waitFor()
    await field('name').fill('Silent')
    for (const [name, value] of [
      ['θ₀ mean', '3'],
      ['θ₀ sd', '0.1'],
      ['θ₀ lower limit', '2'],
      ['θ₀ upper limit', '4'],
    ]) {
      await field(name).fill(value)
    }
    await text(/None of 60 draws spikes, .* information on θ₀, θ₁/)
      .first()
      .waitFor()
    await text('0 % tonic').waitFor()
    expect(await start().isDisabled()).toBe(true)
    await button('Reset prior').click()
    await expect.poll(() => start().isEnabled()).toBe(true)
    await button(/^Undo/).click()
    await expect.poll(() => field('θ₀ mean').inputValue()).toBe('3')
  })

  it('catches what no neuron can be before asking anyone', async () => {
    await open()
    await text(/^\d+ % tonic$/).waitFor()
    await field('ρ upper limit').fill('1.2')
    await text(/^ρ must lie between .* and 1; its limits are 0.66 and 1.2/)
      .first()
      .waitFor()
    expect(await start().isDisabled()).toBe(true)
  })

  it('keeps place and width where the kind changes, and lets a constant be estimated', async () => {
    await open()
    const kind = page.getByRole('combobox', { name: 'θ₁ kind' })
    await kind.selectOption('uniform')
    expect(await field('θ₁ lower limit').inputValue()).toBe('−0.4')
    expect(await field('θ₁ sd').count()).toBe(0)
    await kind.selectOption('truncatedNormal')
    expect(await field('θ₁ sd').inputValue()).toBe('0.4')
    await page.getByText('Constants').click()
    await page.getByRole('combobox', { name: 'γ kind' }).selectOption('logUniform')
    await picture(/^γ is uniform in its logarithm from 2.7 to 3.3/).waitFor()
    await text(/γ estimated/).waitFor()
  })

  it('takes a log-normal by its median and the sd of its logarithm', async () => {
    await open()
    await page.getByRole('combobox', { name: 'σ kind' }).selectOption('logNormal')
    // σ was normal with mean 0.07 and sd 0.01.
    expect(await field('σ median').inputValue()).toBe('0.07')
    await field('σ log sd').fill('0.5')
    await text(/median and log sd \(a factor of 1\.6\); /).waitFor()
    await picture(/^σ is normal in its logarithm with median 0.07 and log sd 0.5, a factor of 1.6/).waitFor()
    await field('σ median').fill('0')
    await text('The median must be above 0; it is 0.').first().waitFor()
  })

  it('opens and saves prior files, and says what is wrong with one', async () => {
    await open()
    const pick = async (name: string, content: unknown): Promise<void> => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button('Open…').click()])
      await chooser.setFiles({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(content)),
      })
    }
    await pick('bad.json', { ...rudi2022, grid: { dt: 0.2, points: 1000 } })
    await page.getByRole('alert').getByText('bad.json was not opened').waitFor()
    await page
      .getByRole('alert')
      .getByText(/grid.substeps/)
      .waitFor()
    const theta0 = { kind: 'uniform', lower: 0, upper: 0.5 }
    await pick('mine.json', { ...rudi2022, name: 'Mine', parameters: { ...rudi2022.parameters, theta0 } })
    await expect.poll(() => field('θ₀ upper limit').inputValue()).toBe('0.5')
    const saving = page.waitForEvent('download')
    await button('Save').click()
    expect((await saving).suggestedFilename()).toBe('mine.json')
  })

  it('turns minutes into simulations and simulations into minutes, by the measured speed', async () => {
    await open()
    await text(/2,100 a second, measured with native TensorFlow/).waitFor()
    await text('≈ 1.89 million simulations on this machine').waitFor()
    await field('Simulations').fill('630 000')
    await text('≈ 5 minutes on this machine').waitFor()
    expect(await page.getByRole('radio', { name: 'by number' }).isChecked()).toBe(true)
    await page.getByRole('combobox', { name: 'Network' }).selectOption('rudi-dense')
    await text(/point estimates, without uncertainty/).waitFor()
    await text(/≈ 2 minutes on this machine, 200 epochs/).waitFor()
  })

  it('says that the speed could not be measured, and trains by number all the same', async () => {
    await open('speed=unknown')
    await text(/The speed could not be measured/).waitFor()
    await field('name').fill('Blind')
    await text(/Minutes can’t be converted to simulations/).waitFor()
    await page.getByRole('radio', { name: 'by number' }).check()
    await expect.poll(() => start().isEnabled()).toBe(true)
  })

  it('takes another noise model, whose parameters alone are asked for, and back', async () => {
    await open()
    const noise = page.getByRole('combobox', { name: /^Noise/ })
    const rho = page.getByRole('group', { name: /^ρ,/ })
    await rho.waitFor()
    await noise.selectOption('white')
    await rho.waitFor({ state: 'detached' })
    await noise.selectOption('ar1')
    await rho.waitFor()
    await noise.selectOption('white')
    await field('name').fill('White')
    await page.getByRole('radio', { name: 'by number' }).check()
    await expect.poll(() => start().isEnabled()).toBe(true)
    await start().click()
    const { rho: _, ...parameters } = rudi2022.parameters
    const name = 'Rudi 2022, changed'
    const { prior } = await started()
    expect(prior).toEqual({ ...rudi2022, version: 3, name, noise: { kind: 'white' }, parameters })
  })

  it('starts by the keyboard, asks for what is on the form, and shows the loss as it falls', async () => {
    await open()
    await text(/2,100 a second/).waitFor()
    await field('name').fill('Keys')
    await expect.poll(() => start().isEnabled()).toBe(true)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Keys' }).waitFor()
    const { name, network, samples, seed, startFrom, prior } = await started()
    expect({ name, network, samples, seed, startFrom }).toEqual({
      name: 'Keys',
      network: 'posterior-small',
      samples: 1_890_000,
      seed: 1,
      startFrom: null,
    })
    expect(prior).toEqual({ ...rudi2022, version: 3, noise: { kind: 'ar1' } })
    const loss = picture(/^Loss over \d+ thousand simulations/)
    await loss.waitFor()
    const first = await loss.getAttribute('aria-label')
    await expect.poll(() => loss.getAttribute('aria-label')).not.toBe(first)
    const progress = page.getByRole('progressbar', { name: 'Training' })
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
    await page
      .getByRole('navigation')
      .getByText(/^\d+ %$/)
      .waitFor()
  })

  it('pauses, resumes, stops and keeps, and goes to the model', async () => {
    await open('trainings=some')
    await line('Fast-spiking cells').click()
    // The next in the queue begins at once and says so too.
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const region = [...document.querySelectorAll('p[role=status]')].at(-1)!
      const note = (): void => void said.push(region.textContent ?? '')
      new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true })
    })
    await button('Pause').click()
    await text(/^Paused; the progress is saved on disk/).waitFor()
    expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toContain(
      'Fast-spiking cells is paused',
    )
    await button('Resume').click()
    await button('Finish early').click()
    await button('Show the model').click()
    await page.getByRole('heading', { name: 'Fast-spiking cells' }).waitFor()
    expect((await calls()).filter((call) => call.endsWith(' run-2'))).toEqual([
      'pause run-2',
      'resume run-2',
      'finish run-2',
    ])
  })

  it('keeps what an interrupted run has learned, without a resume before', async () => {
    await open('trainings=still')
    await line('Long traces').click()
    await button('Finish early').click()
    await vi.waitFor(async () => {
      const asked = (await calls()).filter((call) => /^(resume|finish|cancel)/.test(call))
      expect(asked).toEqual([expect.stringMatching(/^finish run-\d+$/)])
    }, patience)
  })

  it('asks before work is thrown away, with the answer first that loses nothing', async () => {
    await open('trainings=still')
    await line('Long traces').click()
    await text(/^Interrupted: Nagumo ended while it was training/).waitFor()
    await button('Cancel…').click()
    const dialog = page.getByRole('dialog', { name: 'Discard Long traces?' })
    await dialog.getByText(/The training on 380,000 simulations is lost/).waitFor()
    expect(
      await dialog.getByRole('button', { name: 'Cancel' }).evaluate((one) => one === document.activeElement),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await line('Long traces').count()).toBe(1)
    await button('Cancel…').click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await line('Long traces').waitFor({ state: 'detached' })
    expect(await calls()).toContain('cancel run-4')
  })

  it('says why a run failed and what to do', async () => {
    await open('trainings=still')
    await line('Too wide').click()
    await text(/The loss is no longer a number. Choose narrower priors/).waitFor()
    await button('Reuse these settings').click()
    expect(await field('name').inputValue()).toBe('Too wide')
    expect(await page.getByRole('combobox', { name: 'Network' }).inputValue()).toBe('rudi-dense')
  })

  it('says what can’t be written, and that it is tried again', async () => {
    await open('trainings=still')
    await line('Fast-spiking cells').click()
    const full = 'The disk is full (/data/nagumo/runs). Free some space and try again.'
    await page.evaluate(
      (problem) =>
        (window as unknown as { fillDisk(id: string, problem: string): void }).fillDisk('run-2', problem),
      full,
    )
    await text(full).waitFor()
    await text('The model can’t be written; trying again').waitFor()
    await text(/It is tried again every few seconds/).waitFor()
  })

  it('is walked by the keyboard: one tab stop for the list, arrows inside', async () => {
    await open('trainings=still')
    await page.getByRole('listbox', { name: 'Trainings' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { name: 'Fast-spiking cells' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Pause')
  })
})
