import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { patience } from '../support/patience.ts'
import { browserArgs, findBrowser, sampleFile } from './programs.ts'
import { type RunningHost, startHost } from './running-host.ts'

const executablePath = findBrowser()

describe.skipIf(!executablePath)('work in a browser stays', () => {
  let browser: Browser
  let host: RunningHost
  let complaints: string[]

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
    complaints = []
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await host.remove()
  })

  async function openWindow(): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(patience.timeout)
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(host.url)
    return page
  }
  async function openSample(page: Page): Promise<void> {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a recording' }).first().click()
    await (await choosing).setFiles(sampleFile)
    await recordings(page).getByText('example-neuron.csv').waitFor()
    await expect.poll(() => estimate(page).isEnabled()).toBe(true)
  }
  const recordings = (page: Page) => page.getByRole('listbox', { name: 'Recordings' })
  const estimate = (page: Page) =>
    page.getByRole('banner').getByRole('button', { name: 'Estimate', exact: true })
  const progress = (page: Page) => page.getByRole('progressbar', { name: 'Estimate' })
  /** Before anything can be computed. */
  const atWork = (page: Page) => page.getByText(/^(Resampling|Loading the network)$/)
  const hash = (page: Page) => new URL(page.url()).hash
  const signal = (name: NodeJS.Signals) => {
    for (const pid of host.numerics()) process.kill(pid, name)
  }

  it('an estimate under way is found again after a reload, and its report comes to the page', async () => {
    const page = await openWindow()
    await openSample(page)
    await page.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    // It is under way for as long as the numerics stand still.
    signal('SIGSTOP')
    await estimate(page).click()
    await atWork(page).waitFor()
    await page.reload()
    await progress(page).waitFor()
    signal('SIGCONT')
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    await expect.poll(() => hash(page)).toMatch(/^#\/estimate\/example-neuron-.*\/report\/./)
    await page.getByRole('button', { name: 'Reports' }).first().click()
    await page.getByRole('option').first().waitFor()
    expect(await page.getByRole('option').count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it('a second window puts its own estimate into the line behind that of the first', async () => {
    const one = await openWindow()
    await openSample(one)
    await one.getByText(/^(native|WebAssembly|plain)$/).waitFor()
    signal('SIGSTOP')
    await estimate(one).click()
    await atWork(one).waitFor()
    const other = await openWindow()
    // It opens where the first one was last saved: on one screen or the other, with this recording.
    await other.getByRole('banner').getByText('example-neuron.csv').first().waitFor()
    await expect.poll(() => estimate(other).isEnabled()).toBe(true)
    await estimate(other).click()
    await other
      .getByText(/1 (estimate )?ahead/)
      .first()
      .waitFor()
    signal('SIGCONT')
    for (const page of [one, other]) await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    await one.getByRole('button', { name: 'Reports' }).first().click()
    await expect.poll(() => one.getByRole('option').count()).toBe(2)
    expect(complaints).toEqual([])
  })

  it('a restart of the program brings back the screen, the recording, its report and what was typed', async () => {
    const page = await openWindow()
    await openSample(page)
    await page.getByRole('button', { name: 'Train' }).first().click()
    await page.getByPlaceholder('Fast-spiking, wide priors').fill('Half a thought')
    await page.getByRole('button', { name: 'Recordings' }).first().click()
    await estimate(page).click()
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    await expect.poll(() => hash(page)).toMatch(/\/report\/./)
    const before = hash(page)
    // A page that is closed has what it holds kept.
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => browser.contexts().flatMap((context) => context.pages())).toEqual([])
    await host.end()
    host = await startHost(undefined, host.library)
    const again = await openWindow()
    await again.getByRole('heading', { name: 'Parameters' }).waitFor()
    expect(hash(again)).toBe(before)
    await again.getByRole('button', { name: 'Train' }).first().click()
    await expect
      .poll(() => again.getByPlaceholder('Fast-spiking, wide priors').inputValue())
      .toBe('Half a thought')
    expect(complaints).toEqual([])
  })

  it('two windows on one library see what the other does', async () => {
    const [one, other] = [await openWindow(), await openWindow()]
    await other.getByRole('heading', { name: 'Open a recording' }).waitFor()
    await openSample(one)
    await recordings(other).getByText('example-neuron.csv').waitFor()
    await estimate(one).click()
    await one.getByRole('heading', { name: 'Parameters' }).waitFor()
    await other.getByRole('button', { name: 'Reports' }).first().click()
    await other.getByRole('option').filter({ hasText: 'example-neuron.csv' }).waitFor()
    await other.getByRole('button', { name: 'Recordings' }).first().click()
    await recordings(other).getByRole('option').first().focus()
    await other.keyboard.press('Delete')
    await one.getByRole('button', { name: 'Recordings' }).first().click()
    await one.getByRole('heading', { name: 'This recording is not here' }).waitFor()
    // It is taken back there, and is here again.
    await other.keyboard.press('Control+z')
    await recordings(one).getByText('example-neuron.csv').waitFor()
    expect(complaints).toEqual([])
  })
})
