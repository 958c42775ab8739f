import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

describe.skipIf(!executable)('projects in the window', () => {
  const screen = windowPage()
  const dialogOf = async (query = '') => {
    const page: Page = await screen.open(query)
    await page.getByRole('button', { name: /^Library/ }).click()
    return { page, dialog: page.getByRole('dialog', { name: 'Library' }) }
  }

  it('the one that is open stands in the rail, and is renamed', async () => {
    const { page, dialog } = await dialogOf('project=layer-5')
    await page.getByRole('button', { name: 'Library: Layer 5, rat' }).waitFor()
    const rename = dialog.getByRole('button', { name: 'Rename' })
    expect(await rename.isDisabled()).toBe(true)
    await dialog.getByLabel('Project').fill('Layer 5, mouse')
    await rename.click()
    await page.getByText('Library: Layer 5, mouse').waitFor()
  })

  it('one that no longer exists can’t be opened, and is taken off the list', async () => {
    const { dialog } = await dialogOf()
    await dialog.getByText(/not found/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Open Old cells' }).isDisabled()).toBe(true)
    expect(await dialog.getByRole('button', { name: 'Open Fast-spiking' }).isDisabled()).toBe(false)
    await dialog.getByRole('button', { name: 'Remove from the list: Old cells' }).click()
    await dialog.getByText(/not found/).waitFor({ state: 'detached' })
  })

  it('a new one is asked for by name and folder, and what is wrong is said where it was asked', async () => {
    const { dialog } = await dialogOf()
    await dialog.getByRole('button', { name: 'New project…' }).click()
    const create = dialog.getByRole('button', { name: 'Create and open' })
    expect(await create.isDisabled()).toBe(true)
    await dialog.getByLabel('Name').fill('Süd')
    await dialog.getByLabel(/In the folder/).fill('/data')
    await create.click()
    await dialog
      .getByRole('alert')
      .getByText(/\/data\/Süd contains other files/)
      .waitFor()
    // What was typed stays.
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Süd')
  })
})
