import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { executable, windowPage } from './window-page.ts'

/** A finished estimate on a full disk, on a workbench of canned answers. */
describe.skipIf(!executable)('a report that can’t be kept', () => {
  const screen = windowPage()

  it('is shown with the reason above its verdict, and kept once it can be', async () => {
    const page = await screen.open('library=full&disk=full')
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
    await page.keyboard.press(keyOf('estimate'))
    await page.keyboard.press('Control+Enter')
    const banner = page.getByRole('region', { name: 'Not saved' })
    await banner.getByText(/The disk is full/).waitFor()
    await page.getByRole('heading', { name: 'Parameters', exact: true }).waitFor()
    expect(await button('Refine…').isDisabled()).toBe(true)
    await page.locator('summary', { hasText: 'Export' }).click()
    expect(await button('JSON, everything').isEnabled()).toBe(true)
    // The menu lies over what stands below it.
    await page.keyboard.press('Escape')
    await button('Try again to save').click()
    await expect.poll(() => button('Try again to save').isEnabled()).toBe(true)
    await banner.waitFor()
    await page.evaluate(() => (window as unknown as { mendDisk(): void }).mendDisk())
    await button('Try again to save').click()
    await banner.waitFor({ state: 'detached' })
  })
})
