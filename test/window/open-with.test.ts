import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Opened } from '../../src-main/contract/opened.ts'
import { executable, windowPage } from './window-page.ts'

describe.skipIf(!executable)('what the system opens with the program', () => {
  const screen = windowPage()
  /** As the workbench tells it, once the window listens. */
  const openWith = async (page: Page, opened: Opened) => {
    await page.waitForFunction(() => 'openWith' in window)
    await page.evaluate((told) => {
      const { openWith } = window as unknown as { openWith(told: Opened): void }
      openWith(told)
    }, opened)
  }

  it('files come into the list as if they were dropped, from any screen', async () => {
    const page = await screen.open('library=full')
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: /^Train/ })
      .click()
    await openWith(page, { project: null, files: [{ opened: 3, name: 'cell3.abf' }] })
    const chosen = page.getByRole('listbox', { name: 'Recordings' }).getByRole('option', { selected: true })
    await expect.poll(() => chosen.textContent()).toContain('opened-3.abf')
  })

  it('a project that can’t be opened says so, and the window stays as it was', async () => {
    const page = await screen.open('library=full')
    await openWith(page, { project: '/data/gone', files: [] })
    const alert = page.getByRole('alert')
    await expect.poll(() => alert.textContent()).toContain('The project /data/gone was not opened')
    expect(await alert.textContent()).toContain('There is no folder /data/gone.')
    expect(
      await page.getByRole('listbox', { name: 'Recordings' }).getByRole('option').count(),
    ).toBeGreaterThan(1)
  })
})
