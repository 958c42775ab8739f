import { describe, expect, it } from 'vitest'
import { executable, windowPage } from './window-page.ts'

describe.skipIf(!executable)('sweeps drawn over each other', () => {
  const screen = windowPage()

  it('are chosen by name, named beside the trace and said in its description', async () => {
    const page = await screen.open('library=full')
    await page.getByText('steps_6sweeps').first().click()
    await page.getByText('Overlay sweeps').click()
    const boxes = page.getByRole('group', { name: 'Overlay sweeps' }).getByRole('checkbox')
    // Six sweeps; the open one is drawn anyway.
    expect(await boxes.count()).toBe(5)
    await boxes.nth(0).check()
    await boxes.nth(3).check()
    await page.getByText('Overlay sweeps (2)').waitFor()
    await page.getByRole('img', { name: /^Recorded trace .* Below it: [^,]+, [^,]+\.$/ }).waitFor()
    await boxes.nth(0).uncheck()
    await boxes.nth(3).uncheck()
    await expect.poll(() => page.getByRole('img', { name: /Below it/ }).count()).toBe(0)
  })
})
