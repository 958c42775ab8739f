// @ts-check
// The pictures of docs/images: the built program in a browser, on the sample, with a report of seed 1.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { browserArgs, findBrowser } from '../steps/browser.mjs'
import { root, runNode } from '../steps/run.mjs'
import { docs } from './contents.mjs'

/** What would differ from one run to the next. */
const fixed = {
  createdAt: '2026-01-15T12:00:00.000Z',
  timing: { network: 0.1, correction: 0.7, checks: 1.2, total: 2 },
}
const id = 'example-neuron-u-tutorial'

/** Writes docs/images. @returns {Promise<boolean>} false where there is no browser */
export async function takePictures() {
  const executablePath = findBrowser()
  if (!executablePath) {
    console.error(
      'No pictures were taken: neither Chromium, Chrome nor Edge was found; CHROME_PATH names one.',
    )
    return false
  }
  const folder = mkdtempSync(join(tmpdir(), 'nagumo-pictures-'))
  const library = join(folder, 'library')
  const host = spawn(process.execPath, [join(root, 'out/main/host.cjs'), '--no-open'], {
    env: { ...process.env, NAGUMO_LIBRARY: library, XDG_RUNTIME_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({ executablePath, args: browserArgs })
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      timezoneId: 'UTC',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    await picturesOf(page, await addressOf(host), { folder, library })
  } finally {
    await browser.close()
    const ended = once(host, 'exit')
    if (host.kill()) await ended
    rmSync(folder, { recursive: true, force: true })
  }
  console.error('Wrote docs/images.')
  return true
}

/**
 * @param {import('playwright-core').Page} page @param {string} address
 * @param {{ folder: string, library: string }} places
 */
async function picturesOf(page, address, { folder, library }) {
  mkdirSync(join(docs, 'images'), { recursive: true })
  const pathOf = (/** @type {string} */ name) => join(docs, 'images', `${name}.png`)
  const settled = () => page.evaluate('document.fonts.ready.then(() => new Promise(requestAnimationFrame))')

  await page.goto(address)
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('button', { name: 'Try the sample' }).first().click()
  await page.getByRole('listbox', { name: 'Recordings' }).getByText('example-neuron.csv').click()
  await page.getByText('Scaling and resampling').waitFor()
  await page.getByText(/^(native|WebAssembly)$/).waitFor()
  await page.getByText(/, opened /).evaluate((line) => {
    line.textContent = (line.textContent ?? '').replace(/, opened .*/, '')
  })
  await settled()
  await page.screenshot({ path: pathOf('recordings') })

  const recording = await page.evaluate("location.hash.split('/')[2]")
  writeReport(library, String(recording), await estimateSample(folder))
  await page.goto('about:blank')
  await page.goto(`${address.split('#')[0]}#/estimate/${recording}/report/${id}`)
  await page.getByRole('heading', { name: 'Parameters' }).waitFor()
  await settled()
  await page.screenshot({ path: pathOf('estimate') })
  await page.setViewportSize({ width: 1280, height: 1100 })
  await settled()
  await page
    .locator('.answer .corner')
    .first()
    .screenshot({ path: pathOf('corner') })
  await page.getByRole('region', { name: 'Residuals' }).screenshot({ path: pathOf('residuals') })
}

/** @param {string} folder @returns {Promise<object>} the report of the sample */
async function estimateSample(folder) {
  const sample = join(root, 'resources/samples/example-neuron.csv')
  const args = ['estimate', sample, '--seed', '1', '--out', join(folder, 'reports')]
  const { code, output } = await runNode([join(root, 'out/main/cli.cjs'), ...args])
  if (code !== 0) throw new Error(`The sample was not estimated: ${output}`)
  const name = readdirSync(join(folder, 'reports')).find((one) => one.endsWith('.json'))
  return JSON.parse(readFileSync(join(folder, 'reports', String(name)), 'utf8'))
}

/** Puts a report into the library, as one of a recording there. @param {string} library @param {string} recording @param {any} report */
function writeReport(library, recording, report) {
  const stored = { ...report, ...fixed, id, recording: { ...report.recording, id: recording } }
  mkdirSync(join(library, 'reports', id), { recursive: true })
  writeFileSync(join(library, 'reports', id, 'report.json'), JSON.stringify(stored))
}

/** @param {import('node:child_process').ChildProcess} host @returns {Promise<string>} */
function addressOf(host) {
  let said = ''
  return new Promise((resolve, reject) => {
    host.stdout?.on('data', (chunk) => {
      said += chunk
      const [address] = said.match(/http:\S+/) ?? []
      if (address) resolve(address)
    })
    host.on('exit', (code) => reject(new Error(`The host ended with code ${code} after saying: ${said}`)))
  })
}
