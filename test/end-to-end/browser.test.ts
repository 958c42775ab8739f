import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { browserArgs, findBrowser, sampleFile } from './programs.ts'
import { type RunningHost, startHost } from './running-host.ts'

const executablePath = findBrowser()

describe.skipIf(!executablePath)('the workbench in a browser', () => {
  let browser: Browser
  let host: RunningHost
  let page: Page
  let folder: string
  /** What must stay empty: complaints of the page, and requests to anywhere else. */
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: browserArgs,
      timeout: patience.timeout,
    })
    folder = await mkdtemp(join(tmpdir(), 'nagumo-files-'))
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    host = await startHost()
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(patience.timeout)
    complaints = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      const own = [new URL(host.url).origin, 'null'].includes(origin) || protocol === 'blob:'
      if (!own) complaints.push(`a request to ${request.url()}`)
    })
    await page.goto(host.url)
    await button('Open a recording').waitFor()
  })
  afterEach(async () => {
    await page.close()
    await host.remove()
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name }).first()
  const recordingList = () => page.getByRole('listbox', { name: 'Recordings' })
  const parameters = () => page.getByRole('table', { name: /posterior/ })

  async function openFile(path: string, opener = 'Open a recording'): Promise<void> {
    const choosing = page.waitForEvent('filechooser')
    await button(opener).click()
    await (await choosing).setFiles(path)
  }
  async function openSample(): Promise<void> {
    await openFile(sampleFile)
    await recordingList().getByText('example-neuron.csv').waitFor()
    await expect.poll(() => button('Estimate').isEnabled()).toBe(true)
  }

  /** Presses Estimate while the numerics stand still, so that the estimate is under way for as long as it takes. */
  async function estimateFrozen(): Promise<void> {
    await page.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    for (const pid of host.numerics()) process.kill(pid, 'SIGSTOP')
    await pressEstimate()
    await page.getByRole('progressbar', { name: 'Estimate' }).waitFor()
    // With this it is handed to the numerics; what is cancelled before never reaches them, and leaves them asleep.
    await page
      .getByText(/^(Loading the network|Resampling)$/)
      .first()
      .waitFor()
  }
  const pressEstimate = () =>
    page.locator('header').getByRole('button', { name: 'Estimate', exact: true }).click()
  const seeNumbers = () => parameters().waitFor()

  it('takes a CSV file to a posterior with a verdict', async () => {
    await openSample()
    expect(
      await page
        .getByText(/samples, .* at .*Hz/)
        .first()
        .textContent(),
    ).toContain('1,000 samples')
    await pressEstimate()
    await seeNumbers()
    for (const symbol of ['θ₀', 'θ₁', 'σ', 'ρ']) {
      const row = parameters()
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${symbol}( What|$)`) }) })
      expect(await row.textContent()).toMatch(/\d\.\d+.*\d\.\d+/)
    }
    expect(await page.getByRole('button', { name: /^Why/ }).isVisible()).toBe(true)
    await button('Reports').click()
    await page.getByRole('option').filter({ hasText: 'example-neuron.csv' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('has a sample at hand, and a posterior for the keyboard alone', async () => {
    await button('Try the sample').click()
    await recordingList().getByRole('option').first().waitFor()
    await expect.poll(() => button('Estimate').isEnabled()).toBe(true)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('cancels an estimate, and the next one works', async () => {
    await openSample()
    await estimateFrozen()
    await page.keyboard.press('Escape')
    await button('Estimate').waitFor()
    expect(await page.getByRole('progressbar', { name: 'Estimate' }).count()).toBe(0)
    await pressEstimate()
    await seeNumbers()
    expect((await page.getByRole('alert').textContent())?.trim()).toBe('')
    expect(complaints).toEqual([])
  })

  it('says so when the numerics die, and the next click works', async () => {
    await openSample()
    await estimateFrozen()
    // A process that dies before it was asked anything is replaced without a word.
    const alert = page.getByRole('alert').getByText(/stopped before it was finished/)
    await expect
      .poll(
        () => {
          for (const pid of host.numerics()) process.kill(pid, 'SIGKILL')
          return alert.isVisible()
        },
        { interval: 200 },
      )
      .toBe(true)
    await pressEstimate()
    await seeNumbers()
    expect(complaints).toEqual([])
  })

  it('says what is wrong with a file, where, and keeps what was open', async () => {
    await openSample()
    const bad = join(folder, 'notes.csv')
    await writeFile(bad, 'time_ms,voltage_mV\n0,-65\n0.1,-64\n0.2,spike!\n0.3,-65\n')
    await openFile(bad, 'Open…')
    const alert = page.getByRole('alert').filter({ hasText: 'notes.csv was not opened' })
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/line 4/i)
    expect(await alert.textContent()).toContain('spike!')
    expect(await alert.textContent()).not.toMatch(/ {4}at |\.ts|\.cjs/)
    await recordingList().getByText('example-neuron.csv').waitFor()
    expect(complaints).toEqual([])
  })

  it('finds its library again after a reload', async () => {
    await openSample()
    await page.reload()
    await recordingList().getByText('example-neuron.csv').waitFor()
    expect(page.url()).not.toContain('token')
    expect(complaints).toEqual([])
  })

  it('tells when the program behind it has ended', async () => {
    await page.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    const numerics = host.numerics()
    expect(await host.end('SIGINT')).toBe(0)
    await page.getByRole('alertdialog', { name: 'Nagumo has stopped' }).waitFor()
    expect(numerics).toHaveLength(1)
    expect(() => process.kill(numerics[0], 0)).toThrow()
  })
})
