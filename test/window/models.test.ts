import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** The Models screen, on a workbench of canned answers: one shipped model and two of one’s own. */
describe.skipIf(!executable)('the Models screen', () => {
  const screen = windowPage()
  let page: Page

  async function open(wishes = ''): Promise<void> {
    page = await screen.open(`models=many&${wishes}`)
    await page.keyboard.press(keyOf('models'))
  }
  const text = (words: string | RegExp) => page.getByText(words)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, exact: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const line = (name: RegExp) => page.getByRole('listbox').getByRole('option', { name })
  const names = async (): Promise<string[]> =>
    (await page.getByRole('listbox').getByRole('option').locator('.name').allTextContents()).map((t) =>
      t.trim(),
    )

  async function drop(name: string, content: string): Promise<void> {
    const data = await page.evaluateHandle(
      ([fileName, body]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([body], fileName))
        return transfer
      },
      [name, content] as const,
    )
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }

  it('lists models with what is to be known of each, searches and sorts them', async () => {
    await open()
    await line(/Rudi 2022 .*in use.*default.*shipped/s).waitFor()
    await line(/Paper, convolutional.*point network/s).waitFor()
    expect(await names()).toEqual(['Slice 3, wide prior', 'Paper, convolutional', 'Rudi 2022'])
    await page.getByLabel('Sort models').selectOption('by name')
    expect(await names()).toEqual(['Paper, convolutional', 'Rudi 2022', 'Slice 3, wide prior'])
    await page.getByLabel('Sort models').selectOption('smallest first')
    expect((await names())[0]).toBe('Paper, convolutional')
    await page.getByLabel('Search models').fill('over lunch')
    expect(await names()).toEqual(['Slice 3, wide prior'])
    await page.getByLabel('Search models').fill('hippopotamus')
    await text(/No model has “hippopotamus”/).waitFor()
  })

  it('says plainly that a point network gives no uncertainty, and shows only what it reads', async () => {
    await open()
    await line(/Paper, convolutional/).click()
    await text('It gives point estimates without uncertainty').waitFor()
    expect(await text('not read').count()).toBe(4)
    expect(await page.getByRole('columnheader', { name: '90 % coverage' }).count()).toBe(0)
    await text(/1,000 simulated traces, 200 epochs/).waitFor()
  })

  it('renames a model, and refuses a name that is taken', async () => {
    await open()
    await line(/Slice 3/).click()
    await button('Rename').click()
    const field = page.getByLabel('Name of the model')
    await field.fill('Rudi 2022')
    await field.press('Enter')
    await page.getByRole('alert').getByText('There is already a model “Rudi 2022”').waitFor()
    await field.fill('Slice 4')
    await field.press('Enter')
    await heading('Slice 4').waitFor()
    expect(await names()).toContain('Slice 4')
  })

  it('does not offer to rename or delete what comes with the program', async () => {
    await open()
    await heading('Rudi 2022').waitFor()
    expect(await button('Rename').count()).toBe(0)
    expect(await button('Delete').count()).toBe(0)
    await button('Duplicate').click()
    await heading('Rudi 2022, copy').waitFor()
    await button('Delete').waitFor()
  })

  it('keeps a note when its field is left', async () => {
    await open()
    await line(/Slice 3/).click()
    await page.getByLabel('Note').fill('dentate gyrus')
    await line(/Rudi 2022/).click()
    await line(/Slice 3/).click()
    expect(await page.getByLabel('Note').inputValue()).toBe('dentate gyrus')
  })

  it('deletes a model, and takes that back', async () => {
    await open()
    await line(/Slice 3/).click()
    await button('Delete').click()
    await text('The model Slice 3, wide prior was removed.').waitFor()
    expect(await names()).not.toContain('Slice 3, wide prior')
    await page.getByRole('button', { name: /^Undo/ }).click()
    await heading('Slice 3, wide prior').waitFor()
  })

  it('makes a model the default', async () => {
    await open()
    await line(/Slice 3/).click()
    await button('Make default').click()
    await line(/Slice 3.*default/s).waitFor()
    expect(await button('Make default').isDisabled()).toBe(true)
  })

  it('puts two models side by side', async () => {
    await open()
    await page.getByLabel('Compare with').selectOption('Slice 3, wide prior')
    const table = page.getByRole('table', { name: /side by side/ })
    await table.getByRole('row', { name: /Trained on.*6,000,000.*900,000/ }).waitFor()
    await page
      .getByRole('img', { name: /For comparison the validation losses of Slice 3, wide prior/ })
      .waitFor()
  })

  it('draws no loss over one that it is not comparable with, and says which is not', async () => {
    await open()
    const losses = page.getByRole('img', { name: /^Loss over / })
    await losses.waitFor()
    expect(await losses.getAttribute('aria-label')).toMatch(/losses of Slice 3, wide prior \([^)]*\)\.$/)
    await text(/1 other model has another kind of network output; its loss is not comparable\./).waitFor()
    await page.getByLabel('Compare with').selectOption('Paper, convolutional')
    await page.getByRole('row', { name: /not comparable: another kind of network output/ }).waitFor()
    expect(await losses.count()).toBe(1)
    expect(await losses.getAttribute('aria-label')).not.toContain('For comparison')
    await button('Paper, convolutional').click()
    await heading('Paper, convolutional').waitFor()
    await text(
      /2 other models have another kind of network output; their losses are not comparable/,
    ).waitFor()
  })

  it('exports a model, and imports it by button or by dropping it', async () => {
    await open()
    await line(/Slice 3/).click()
    const download = page.waitForEvent('download')
    await button('Export').click()
    expect((await download).suggestedFilename()).toBe('slice-3-wide.nagumo-model')
    await page.keyboard.press(keyOf('recordings'))
    await drop('from-ada.nagumo-model', 'model')
    await heading('from-ada').waitFor()
    await drop('slice-3-wide.nagumo-model', 'model')
    await text('slice-3-wide.nagumo-model holds this model, which is here already').waitFor()
    await heading('Slice 3, wide prior').waitFor()
    await drop('bad.nagumo-model', 'time')
    await page.getByRole('alert').getByText('bad.nagumo-model was not imported').waitFor()
  })

  it('says which models can’t be used, and removes them', async () => {
    await open('damaged=yes')
    await text(/weights\.bin should have 8544080 bytes/).waitFor()
    await button('Remove from-marco').click()
    await text('The damaged model from-marco was removed.').waitFor()
    expect(await text(/weights\.bin should have/).count()).toBe(0)
  })

  it('says where a model answers otherwise than when it was made', async () => {
    await open('answers=other')
    await line(/Rudi 2022.*outputs differ/s).waitFor()
    await text(/does not reproduce the network’s reference outputs.*0\.31 sd/).waitFor()
  })

  it('goes on to training from a model', async () => {
    await open()
    await button('Retrain with other priors').click()
    expect(await page.getByPlaceholder('Fast-spiking, wide priors').inputValue()).toBe(
      'Rudi 2022, other priors',
    )
  })
})
