import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { browserPath } from './browser-shell.ts'
import { useBrowserAndHost } from './use-browser.ts'

describe.skipIf(!browserPath)('work in a browser stays', () => {
  const { host, openWindow, complaints, signal } = useBrowserAndHost()

  it('an estimate under way is found again after a reload, and its report comes to the page', async () => {
    const window = await openWindow()
    await window.openSample()
    await window.estimateFrozen(host().numerics)
    await window.page.reload()
    await window.progress().waitFor()
    signal('SIGCONT')
    await window.reportShown()
    await expect.poll(window.place).toMatch(/^#\/estimate\/example-neuron-.*\/report\/./)
    await window.show('Reports')
    await window.reports().first().waitFor()
    expect(await window.reports().count()).toBe(1)
    expect(complaints()).toEqual([])
  })

  it('an estimate whose window is closed is shown by the next one, and a file that was being read leaves nothing', async () => {
    const first = await openWindow()
    await first.openSample()
    await first.estimateFrozen(host().numerics)
    const choosing = first.page.waitForEvent('filechooser')
    await first.show('Recordings')
    await first.button('Open…').click()
    const large = Buffer.from(`time_ms,voltage_mV\n${'0.1,-65\n'.repeat(500_000)}`)
    await (await choosing).setFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: large })
    await expect.poll(() => readdirSync(join(host().library, 'temporary')).length).toBeGreaterThan(0)
    await first.page.close()
    signal('SIGCONT')
    const next = await openWindow()
    await next.recording('example-neuron.csv').waitFor()
    await next.show('Reports')
    await next.reports().first().waitFor()
    await expect.poll(() => readdirSync(join(host().library, 'temporary'))).toEqual([])
    await next.show('Recordings')
    expect(await next.recordings().getByRole('option').count()).toBe(1)
    expect(complaints()).toEqual([])
  })

  it('a second window puts its own estimate into the line behind that of the first', async () => {
    const one = await openWindow()
    await one.openSample()
    await one.estimateFrozen(host().numerics)
    const other = await openWindow()
    // It opens where the first one was last saved: on one screen or the other, with this recording.
    await other.page.getByRole('banner').getByText('example-neuron.csv').first().waitFor()
    await other.canEstimate()
    await other.estimate().click()
    await other.page
      .getByText(/1 (estimate )?ahead/)
      .first()
      .waitFor()
    signal('SIGCONT')
    for (const window of [one, other]) await window.reportShown()
    await one.show('Reports')
    await expect.poll(() => one.reports().count()).toBe(2)
    expect(complaints()).toEqual([])
  })

  it('two windows on one library see what the other does', async () => {
    const [one, other] = [await openWindow(), await openWindow()]
    await other.empty()
    await one.openSample()
    await other.recording('example-neuron.csv').waitFor()
    await one.estimate().click()
    await one.reportShown()
    await other.show('Reports')
    await other.reports().filter({ hasText: 'example-neuron.csv' }).waitFor()
    await other.show('Recordings')
    await other.recordings().getByRole('option').first().focus()
    await other.page.keyboard.press('Delete')
    await one.show('Recordings')
    await one.page.getByRole('heading', { name: 'This recording was not found' }).waitFor()
    // It is taken back there, and is here again.
    await other.page.keyboard.press('Control+z')
    await one.recording('example-neuron.csv').waitFor()
    expect(complaints()).toEqual([])
  })
})
