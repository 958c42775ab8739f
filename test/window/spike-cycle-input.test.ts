import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** A recording in mV and one in model units before a model of spike cycles, on a workbench of canned answers. */
describe.skipIf(!executable)('a model of spike cycles', () => {
  const screen = windowPage()
  let page: Page
  const model = () => page.getByRole('combobox', { name: 'Model' })

  async function open(file: 'steps' | 'sample-spiking'): Promise<void> {
    page = await screen.open('library=full&cycle=yes')
    await page.getByRole('option').filter({ hasText: file }).click()
  }
  const group = (name: string) =>
    model().evaluate(
      (select, label) =>
        [...select.querySelectorAll(`optgroup[label="${label}"] option`)].map((one) => one.textContent),
      name,
    )

  it('stands in the menu where it fits, and elsewhere with the reason', async () => {
    await open('steps')
    expect(await model().inputValue()).toBe('recording')
    expect(await group('Fits this recording')).toEqual(['Recording', 'Spike cycle'])
    expect(await group('Other models')).toEqual([
      'Rudi 2022 (default): made for model units; rescaled voltages rarely fit',
    ])
    await page.getByRole('option').filter({ hasText: 'sample-spiking' }).click()
    expect(await model().inputValue()).toBe('rudi-2022')
    expect(await group('Fits this recording')).toEqual(['Rudi 2022 (default)'])
    expect(await group('Other models')).toContain('Spike cycle: needs mV; this one is in model units')
  })

  it('shows the cycles that it reads, and takes the window as it is drawn', async () => {
    await open('steps')
    await page.getByLabel('Sweep', { exact: true }).selectOption('5')
    await page.getByRole('heading', { name: 'Scaling and resampling' }).waitFor()
    await model().selectOption('spike-cycle')
    await page.getByRole('heading', { name: 'Mean spike cycle' }).waitFor()
    await page.getByRole('img', { name: /^Mean of \d+ recorded cycles over the whole/ }).waitFor()
    await page.getByRole('img', { name: /^Mean of \d+ recorded cycles around the spike/ }).waitFor()
    expect(await page.getByLabel('gain').count()).toBe(0)
    await page.getByText('The model takes a window of any length: 0–3').waitFor()
    const to = page.getByLabel('to, ms')
    await to.fill('1700')
    await to.press('Enter')
    await page.getByText(/The model takes a window of any length: 0–1[,.]?7/).waitFor()
  })

  it('says in words why it can’t read a silent sweep, and one in model units', async () => {
    await open('steps')
    await model().selectOption('spike-cycle')
    await page.getByLabel('Sweep', { exact: true }).selectOption('0')
    await page.getByText(/^At least 4 consecutive spikes/).waitFor()
    expect(await page.getByRole('img', { name: /recorded cycles/ }).count()).toBe(0)
    await page.getByRole('option').filter({ hasText: 'sample-spiking' }).click()
    await page.getByText(/^A spike cycle is compared in millivolts/).waitFor()
  })

  it('proposes windows over time by the spikes', async () => {
    await open('steps')
    await model().selectOption('spike-cycle')
    await page.getByLabel('Sweep', { exact: true }).selectOption('5')
    await page.keyboard.press(keyOf('estimate'))
    await page.getByRole('button', { name: 'Over time…' }).first().click()
    await page.getByText(/\d+ windows of \d+ ms, with about\s+\d+ spikes each/).waitFor()
    await page.getByText(/contain fewer than the 4 spikes that are needed/).waitFor()
    expect(await page.getByText('the model knows windows of about').count()).toBe(0)
  })
})
