import { expect, it } from 'vitest'
import { startHost } from './running-host.ts'

// No browser is needed for this, nor anything else that is not there after npm ci.
it('npm start -- --browser serves the workbench, until it is ended', async () => {
  const host = await startHost()
  try {
    const page = await fetch(host.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<title>Nagumo</title>')
    expect(await host.end('SIGTERM')).toBe(0)
    await expect(fetch(host.url)).rejects.toThrow()
  } finally {
    await host.remove()
  }
})
