import { createServer, type Server } from 'node:http'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { browserArgs, findBrowser, sampleFile } from './programs.ts'
import { type RunningHost, startHost } from './running-host.ts'

const executablePath = findBrowser()

describe.skipIf(!executablePath)('a window in a browser whose host was started again', () => {
  let browser: Browser
  let host: RunningHost
  let page: Page
  let squatter: Server | null

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: browserArgs,
      timeout: patience.timeout,
    })
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    host = await startHost()
    squatter = null
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(patience.timeout)
    await page.goto(host.url)
    await page.getByRole('button', { name: 'Open a recording' }).first().waitFor()
    // It has the key of the launch, and so all that it may need of this address.
    await keyIsKnown()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    squatter?.close()
    await host.remove()
  })

  const stopped = () => page.getByRole('alertdialog', { name: 'Nagumo has stopped' })
  const model = () => page.getByPlaceholder('Fast-spiking, wide priors')
  const originOf = ({ url }: RunningHost) => new URL(url).origin
  const keyIsKnown = () =>
    page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/key')),
    )
  const startAgain = () => startHost(undefined, host.library)

  async function workOnTraining(): Promise<void> {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a recording' }).first().click()
    await (await choosing).setFiles(sampleFile)
    await page.getByRole('listbox', { name: 'Recordings' }).getByText('example-neuron.csv').waitFor()
    await page.getByRole('button', { name: 'Train' }).first().click()
    await model().fill('Half a thought')
  }
  async function isBack(): Promise<void> {
    await page.waitForURL((url) => url.origin === originOf(host))
    await expect.poll(() => model().inputValue()).toBe('Half a thought')
    expect(await stopped().count()).toBe(0)
    expect(new URL(page.url()).hash).toBe('#/train')
    // It listens to the new one as it did to the one before, also after a reload.
    await page.reload()
    await expect.poll(() => model().inputValue()).toBe('Half a thought')
    await page.getByRole('button', { name: 'Recordings' }).first().click()
    await page.getByRole('listbox', { name: 'Recordings' }).getByText('example-neuron.csv').waitFor()
  }

  it('says that it was killed, and goes on by itself, on its screen, with what was just typed', async () => {
    await workOnTraining()
    await host.end('SIGKILL')
    await stopped()
      .getByText(/it was killed, or it crashed/)
      .waitFor()
    host = await startAgain()
    await isBack()
    // And once more: it knows the new launch as it knew the first.
    await keyIsKnown()
    await page.getByRole('button', { name: 'Train' }).first().click()
    await host.end('SIGINT')
    await stopped()
      .getByText(/Nagumo was closed/)
      .waitFor()
    host = await startAgain()
    await isBack()
  })

  it('tells a program that took its address nothing of use, and says that it is there', async () => {
    await workOnTraining()
    const address = new URL(host.url)
    // Programs at other ports of this computer leave cookies, which know no ports.
    await page.context().addCookies([{ name: 'other', value: 'of-another-program', url: address.origin }])
    await host.end('SIGKILL')
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
    await page.getByRole('button', { name: 'Try again' }).click()
    await stopped()
      .getByText(/Another program responds at this address/)
      .waitFor()
    const token = address.hash.slice('#token='.length)
    host = await startAgain()
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
    await host.end()
    host = await startAgain()
    await isBack()
  })

  it('is not let in by the address alone, and that is said', async () => {
    const other = await browser.newPage()
    other.setDefaultTimeout(patience.timeout)
    await other.goto(originOf(host))
    await other.getByRole('alertdialog', { name: 'This window has no access' }).waitFor()
  })
})
