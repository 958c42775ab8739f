import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { browserPath } from './browser-shell.ts'
import { useBrowserAndHost } from './use-browser.ts'
import type { WorkbenchPage } from './workbench-page.ts'

describe.skipIf(!browserPath)('a window in a browser whose host was started again', () => {
  const { host, openWindow, startAgain } = useBrowserAndHost()
  let window: WorkbenchPage
  let squatter: Server | null

  beforeEach(async () => {
    squatter = null
    window = await openWindow()
    await window.empty()
    // It has the key of the launch, and so all that it may need of this address.
    await keyIsKnown()
  })
  afterEach(() => void squatter?.close())

  const stopped = () => window.stopped()
  const origin = () => new URL(host().url).origin
  const keyIsKnown = () =>
    window.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/key')),
    )

  async function workOnTraining(): Promise<void> {
    await window.openSample()
    await window.show('Train')
    await window.modelName().fill('Half a thought')
  }
  async function isBack(): Promise<void> {
    await window.page.waitForURL((url) => url.origin === origin())
    await expect.poll(() => window.modelName().inputValue()).toBe('Half a thought')
    expect(await stopped().count()).toBe(0)
    expect(window.place()).toBe('#/train')
    // It listens to the new one as it did to the one before, also after a reload.
    await window.page.reload()
    await expect.poll(() => window.modelName().inputValue()).toBe('Half a thought')
    await window.show('Recordings')
    await window.recording('example-neuron.csv').waitFor()
  }

  it('says that it was killed, and goes on by itself, on its screen, with what was just typed', async () => {
    await workOnTraining()
    await host().end('SIGKILL')
    await stopped()
      .getByText(/it was killed, or it crashed/)
      .waitFor()
    await startAgain()
    await isBack()
    // And once more: it knows the new launch as it knew the first.
    await keyIsKnown()
    await window.show('Train')
    await host().end('SIGINT')
    await stopped()
      .getByText(/Nagumo was closed/)
      .waitFor()
    await startAgain()
    await isBack()
  })

  it('tells a program that took its address nothing of use, and says that it is there', async () => {
    await workOnTraining()
    const address = new URL(host().url)
    // Programs at other ports of this computer leave cookies, which know no ports.
    await window.page
      .context()
      .addCookies([{ name: 'other', value: 'of-another-program', url: address.origin }])
    await host().end('SIGKILL')
    await stopped().waitFor()
    const heard: { line: string; headers: string; body: string }[] = []
    squatter = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      heard.push({ line: `${request.method} ${request.url}`, headers: JSON.stringify(request.headers), body })
      response.end('A'.repeat(200))
    })
    squatter.on('upgrade', (request, socket) => {
      heard.push({ line: `upgrade ${request.url}`, headers: JSON.stringify(request.headers), body: '' })
      socket.destroy()
    })
    const listening = squatter
    await new Promise<void>((resolve) => listening.listen(Number(address.port), '127.0.0.1', resolve))
    await window.button('Try again').click()
    await stopped()
      .getByText(/Another program responds at this address/)
      .waitFor()
    const token = address.hash.slice('#token='.length)
    await startAgain()
    const said = heard.length
    await expect.poll(() => heard.length).toBeGreaterThan(said + 1)
    expect(new Set(heard.map(({ line }) => line))).toEqual(new Set(['POST /current-address']))
    for (const { headers, body } of heard) {
      expect(headers).not.toMatch(/cookie/i)
      expect(headers + body).not.toContain(token)
      expect(Object.keys(JSON.parse(body))).toEqual(['launch', 'nonce'])
    }
    expect(await stopped().isVisible()).toBe(true)
    listening.closeAllConnections()
    await new Promise((resolve) => listening.close(resolve))
    squatter = null
    // The host that runs could not listen there; the next one can.
    await host().end()
    await startAgain()
    await isBack()
  })

  it('is not let in by the address alone, and that is said', async () => {
    const { page: other } = await openWindow(origin())
    await other.getByRole('alertdialog', { name: 'This window has no access' }).waitFor()
  })
})
