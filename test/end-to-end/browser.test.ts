import { describe, expect, it } from 'vitest'
import { browserPath, browserShell } from './browser-shell.ts'
import { useBrowserAndHost } from './use-browser.ts'
import { walk } from './walk.ts'

walk(browserShell())

describe.skipIf(!browserPath)('a window in a browser', () => {
  const { host, openWindow, complaints } = useBrowserAndHost()

  it('has a sample at hand, a posterior for the keyboard alone, and its library again after a reload', async () => {
    const window = await openWindow()
    await window.button('Try the sample').click()
    await window.recordings().getByRole('option').first().waitFor()
    await window.canEstimate()
    await window.page.keyboard.press('Control+Enter')
    await window.reportShown()
    await window.page.reload()
    await window.reportShown()
    expect(window.page.url()).not.toContain('token')
    expect(complaints()).toEqual([])
  })

  it('tells when the program behind it has ended', async () => {
    const window = await openWindow()
    await window.numericsReady()
    const numerics = host().numerics()
    expect(await host().end('SIGINT')).toBe(0)
    await window.stopped().waitFor()
    expect(numerics).toHaveLength(1)
    expect(() => process.kill(numerics[0], 0)).toThrow()
  })
})
