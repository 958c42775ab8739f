import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageHeaders } from '../../src-main/host/page-headers.ts'
import { browserArgs, findBrowser } from '../end-to-end/programs.ts'
import { patience } from '../support/patience.ts'

const executable = findBrowser()
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** The charts in a real browser, under the same Content-Security-Policy as the window. */
describe.skipIf(!executable)('charts in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nagumo-charts-'))
  let server: Server
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    const gallery = fileURLToPath(new URL('./gallery/', import.meta.url))
    // Under the test runner the build would take itself for a development one.
    const environment = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    await build({ configFile: join(gallery, 'vite.config.ts'), build: { outDir: folder } })
    process.env.NODE_ENV = environment
    const headers = pageHeaders("'self'")
    server = createServer((request, response) => {
      const file = join(folder, request.url === '/' ? 'index.html' : request.url!.split('?')[0])
      if (!existsSync(file)) return response.writeHead(204).end()
      const type = types[extname(file)] ?? 'text/plain'
      response.writeHead(200, { ...headers, 'content-type': type }).end(readFileSync(file))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    browser = await chromium.launch({
      executablePath: executable!,
      args: browserArgs,
      timeout: patience.timeout,
    })
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' })
    page.setDefaultTimeout(patience.timeout)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
    rmSync(folder, { recursive: true, force: true })
    expect(complaints).toEqual([])
  })

  async function open(section: string): Promise<void> {
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/#${section}`)
    await page.reload()
    await page.locator('canvas').first().waitFor()
  }

  async function numbers(selector: string): Promise<number[]> {
    return (await page.locator(selector).textContent())!.match(/-?\d+(\.\d+)?/g)!.map(Number)
  }

  /** Middle of the first plot's own area. */
  async function middle(): Promise<{ x: number; y: number }> {
    const box = (await page.getByRole('group', { name: 'Wheel' }).first().boundingBox())!
    return { x: box.x + 68 + (box.width - 86) / 2, y: box.y + box.height / 2 }
  }

  it('zooms by wheel, pans by dragging, shows all at a double click, and asks for detail', async () => {
    await open('trace')
    // Right of the chosen window, which would take the drag.
    const at = { x: (await middle()).x + 200, y: (await middle()).y }
    await page.mouse.move(at.x, at.y)
    await page.mouse.wheel(0, -400)
    await expect.poll(async () => (await numbers('#asked'))[0]).toBeGreaterThan(1500)
    const [from, to] = await numbers('#asked')
    expect(to - from).toBeLessThan(6000)
    await page.mouse.down()
    await page.mouse.move(at.x + 100, at.y, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await numbers('#asked'))[0]).toBeLessThan(from)
    const moved = await numbers('#asked')
    expect(moved[1] - moved[0]).toBeCloseTo(to - from, 0)
    await page.mouse.dblclick(at.x, at.y)
    await expect.poll(() => numbers('#asked')).toEqual([1000, 10999.5])
  })

  it('zooms, pans and shows all by keys', async () => {
    await open('trace')
    await page.getByRole('group', { name: 'Wheel' }).first().focus()
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await numbers('#asked'))[0]).toBeGreaterThan(3500)
    const [from, to] = await numbers('#asked')
    expect(to - from).toBeCloseTo(9999.5 / 1.5 ** 2, 0)
    await page.keyboard.press('0')
    await expect.poll(() => numbers('#asked')).toEqual([1000, 10999.5])
  })

  it('moves the window by its edge, as a whole, by keys, and draws a new one', async () => {
    await open('trace')
    const end = page.getByRole('slider', { name: 'End of the window' })
    const box = (await end.boundingBox())!
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + box.width / 2, y)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 60, y, { steps: 3 })
    await page.mouse.up()
    const [start, later] = await numbers('#chosen')
    expect(start).toBe(3000)
    expect(later).toBeGreaterThan(5600)
    await page.mouse.move(box.x - 60, y)
    await page.mouse.down()
    await page.mouse.move(box.x, y, { steps: 3 })
    await page.mouse.up()
    const whole = await numbers('#chosen')
    expect(whole[0]).toBeGreaterThan(3400)
    expect(whole[1] - whole[0]).toBeCloseTo(later - start, 0)
    await end.focus()
    await page.keyboard.press('ArrowLeft')
    expect((await numbers('#chosen'))[1]).toBeLessThan(whole[1])
    expect(await end.getAttribute('aria-valuetext')).toMatch(/^\d\.\d+ s$/)
    await page.keyboard.down('Shift')
    await page.mouse.move(300, y)
    await page.mouse.down()
    await page.mouse.move(420, y, { steps: 3 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    const drawn = await numbers('#chosen')
    expect(drawn[0]).toBeLessThan(3000)
    expect(drawn[1]).toBeLessThan(4200)
  })

  it('measures between two cursors, by keys and by the hand', async () => {
    await open('trace')
    const plot = page.getByRole('group', { name: 'Wheel' }).first()
    await plot.focus()
    await page.keyboard.press('c')
    const second = page.getByRole('slider', { name: 'Cursor 2' }).first()
    const said = async () => (await second.getAttribute('aria-valuetext'))!
    const interval = async () => Number(/Δt ([\d.]+) ms/.exec(await said())![1])
    expect(await said()).toMatch(/^[\d.]+ s, −?[\d.]+ mV; Δt [\d.]+ ms · ΔV −?[\d.]+ mV · 1\/Δt [\d.]+ Hz$/)
    // One interspike interval, and the next one beside it.
    const one = await interval()
    await page.keyboard.press('ArrowUp')
    await expect.poll(interval).toBeGreaterThan(one)
    await page.keyboard.press('ArrowDown')
    await expect.poll(interval).toBe(one)
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(interval).toBeGreaterThan(one)
    const box = (await second.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 100, box.y + 20, { steps: 3 })
    await page.mouse.up()
    await expect.poll(interval).toBeGreaterThan(one + 500)
    // The view stayed where it was: the cursor took the drag.
    expect(await numbers('#asked')).toEqual([1000, 10999.5])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('slider', { name: /^Cursor/ }).count()).toBe(0)
    expect(await plot.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByLabel('Recorded trace: description, save as a picture').first().click()
    await page.getByRole('button', { name: 'Set two cursors' }).locator('visible=true').click()
    expect(await page.getByRole('slider', { name: /^Cursor/ }).count()).toBe(2)
  })

  it('zooms the y-axis by Shift and the wheel or keys, and shows all again', async () => {
    await open('trace')
    const at = { x: (await middle()).x + 200, y: (await middle()).y }
    const plot = page.getByRole('group', { name: 'Wheel' }).first()
    // What the crosshair reads off the y-axis says how much of it one pixel is.
    const readAt = async (y: number) => {
      await page.mouse.move(at.x, y)
      const text = await plot.locator('text[text-anchor="end"]').textContent()
      return Number(text!.replace('−', '-'))
    }
    const between = async () => (await readAt(at.y - 40)) - (await readAt(at.y + 20))
    const all = await between()
    await page.keyboard.down('Shift')
    await page.mouse.wheel(0, -400)
    await page.keyboard.up('Shift')
    await expect.poll(between).toBeLessThan(all * 0.6)
    const wheeled = await between()
    await plot.focus()
    await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(between).toBeLessThan(wheeled * 0.8)
    expect(await numbers('#asked')).toEqual([1000, 10999.5])
    await page.keyboard.press('0')
    await expect.poll(between).toBeCloseTo(all, 0)
  })

  it('takes what is in view as a window in round numbers', async () => {
    await open('trace')
    await page.getByRole('group', { name: 'Wheel' }).first().focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('+')
    await page.keyboard.press('w')
    const [from, to] = await numbers('#chosen')
    // 9999.5 / 1.5³ = 2963 ms about the middle, in steps of 100 ms.
    expect([from, to]).toEqual([4500, 7500])
  })

  it('linked charts point and move together', async () => {
    await open('estimate')
    const at = await middle()
    await page.mouse.move(at.x, at.y)
    await expect.poll(() => page.getByText(/^recorded .* · model .* · 90 % of data in/).count()).toBe(1)
    expect(await page.getByText(/^residual −?\d/).count()).toBe(1)
    expect(await page.getByText(/^\d+\.\d ms$/).count()).toBe(2)
  })

  it('says what it shows to a screen reader', async () => {
    await open('estimate')
    const pictures = await page
      .getByRole('img')
      .evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')))
    expect(pictures).toHaveLength(5)
    for (const text of pictures) expect(text!.length).toBeGreaterThan(40)
  })

  async function save(chart: string, as: 'SVG' | 'PNG'): Promise<Buffer> {
    await page.getByLabel(`${chart}: description, save as a picture`).first().click()
    const download = page.waitForEvent('download')
    await page
      .getByRole('button', { name: `Save as ${as}` })
      .locator('visible=true')
      .click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${as.toLowerCase()}$`))
    return readFileSync((await file.path())!)
  }

  it('saves a chart as SVG, complete and in the colours of paper', async () => {
    await open('estimate')
    const svg = (await save('Recording and model', 'SVG')).toString()
    const faults = await page.evaluate((text) => {
      return new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length
    }, svg)
    expect(faults).toBe(0)
    expect(svg).toContain('>time, ms</text>')
    expect(svg).toContain('>u, model units</text>')
    expect(svg).toContain('>model, 90 %</text>')
    // The recording: a thousand points in one path, in ink, though the window is dark.
    const longest = [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="(#[0-9a-f]{6})"/g)].sort(
      (a, b) => b[1].length - a[1].length,
    )
    expect(longest[0][1].split('L').length).toBeGreaterThan(900)
    expect(longest.slice(0, 2).map((m) => m[2])).toContain('#1b1e23')
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it('saves a chart as PNG at twice its size', async () => {
    await open('corner')
    const png = await save('Posterior', 'PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    const canvas = (await page.locator('canvas').first().boundingBox())!
    expect(png.readUInt32BE(16)).toBe(Math.round(canvas.width * 2))
  })

  it('redraws when the system turns light', async () => {
    await open('corner')
    // The paper under the letters is not painted; the darkest ink tells day from night.
    const ink = () =>
      page
        .locator('canvas')
        .first()
        .evaluate((element) => {
          const { width, height } = element as HTMLCanvasElement
          const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
          context.drawImage(element as HTMLCanvasElement, 0, 0)
          const { data } = context.getImageData(0, 0, width, height)
          let solid = 255
          for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) solid = Math.min(solid, data[i])
          return solid
        })
    expect(await ink()).toBeGreaterThan(80)
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(ink).toBeLessThan(40)
    await page.emulateMedia({ colorScheme: 'dark' })
    page.setDefaultTimeout(patience.timeout)
    await expect.poll(ink).toBeGreaterThan(80)
  })
})
