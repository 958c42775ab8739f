import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { views } from './views.ts'
import { executable, windowPage } from './window-page.ts'

const compared = views.find(({ name }) => name === 'Reports, compared')!

/** A decimal point in a number; not thousands, and not what has two points: a version. */
const decimalPoint = /(?<![\d.])\d+\.(?!\d{3}(?!\d))\d+(?![\d.]|\.\d)/

/** Texts that can be read or heard, and what the fields hold. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const { data, parentElement } = walk.currentNode as Text
      if (!parentElement?.closest('script, style, [translate="no"]')) found.push(data.trim())
    }
    for (const name of ['aria-label', 'title', 'aria-valuetext'])
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name)!)
    for (const field of document.querySelectorAll('input')) found.push(field.value)
    return found.filter((text) => /\d/.test(text))
  })
}

/** Has the texts remembered that are drawn on any canvas. */
function rememberDrawn(page: Page): Promise<void> {
  return page.evaluate(() => {
    const drawn: string[] = []
    Object.assign(window, { drawn })
    const { fillText } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      drawn.push(text)
      fillText.call(this, text, ...rest)
    }
  })
}
const drawnOn = (page: Page) => page.evaluate(() => (window as unknown as { drawn: string[] }).drawn)

async function estimate(page: Page): Promise<void> {
  await page.getByText('Model input', { exact: true }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Parameters' }).waitFor()
  await page.getByText('Sampler and provenance').click()
}

describe.skipIf(!executable)('numbers on the screen', () => {
  const screen = windowPage()

  it('of a German have a decimal comma in verdict, tables, axes, descriptions and fields', async () => {
    const page = await screen.open('library=full&verdict=caution', 'de-DE')
    await rememberDrawn(page)
    await estimate(page)
    const texts = await textsOf(page)
    expect(texts.filter((text) => decimalPoint.test(text))).toEqual([])
    expect(texts.filter((text) => /\d,\d/.test(text)).length).toBeGreaterThan(20)
    await expect.poll(async () => (await drawnOn(page)).filter((text) => /\d,\d/.test(text))).not.toEqual([])
    expect((await drawnOn(page)).filter((text) => decimalPoint.test(text))).toEqual([])
  })

  it('of an American have a point, and nothing in the page is touched', async () => {
    const page = await screen.open('library=full&verdict=caution')
    await rememberDrawn(page)
    await estimate(page)
    const texts = await textsOf(page)
    expect(texts.filter((text) => decimalPoint.test(text)).length).toBeGreaterThan(20)
    expect(texts.filter((text) => /\d,\d(?!\d\d)/.test(text))).toEqual([])
  })

  it('change at once by the setting, in texts, plots and fields, and back', async () => {
    const page = await screen.open('library=full')
    await rememberDrawn(page)
    await estimate(page)
    await page.keyboard.press('Escape')
    const choose = async (format: string) => {
      await page.getByRole('button', { name: 'Settings', exact: true }).click()
      await page.getByRole('combobox', { name: 'Numbers on screen' }).selectOption(format)
      await page.keyboard.press('Escape')
    }
    const before = await textsOf(page)
    await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn.splice(0))
    await choose('comma')
    await expect.poll(async () => (await textsOf(page)).filter((text) => decimalPoint.test(text))).toEqual([])
    await expect.poll(async () => (await drawnOn(page)).some((text) => /^−?\d+,\d+$/.test(text))).toBe(true)
    expect((await textsOf(page)).some((text) => text.includes('\u202f'))).toBe(true)
    await choose('point')
    await expect.poll(() => textsOf(page)).toEqual(before)
  })

  it('are taken with a comma or a point, and a count with its thousands', async () => {
    const page = await screen.open('library=full', 'de-DE')
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await page.getByText(/^\d+ % tonic$/).waitFor()
    const sd = page.getByRole('textbox', { name: 'θ₀ sd', exact: true })
    expect(await sd.inputValue()).toMatch(/^0,\d+$/)
    await sd.fill('0,1')
    expect(await sd.inputValue()).toBe('0,1')
    expect(await sd.getAttribute('aria-invalid')).toBe('false')
    await sd.fill('0.25')
    // Nothing is changed while it is typed.
    expect(await sd.inputValue()).toBe('0.25')
    expect(await sd.getAttribute('aria-invalid')).toBe('false')
    await sd.blur()
    await expect.poll(() => sd.inputValue()).toBe('0,25')
    await sd.fill('−0,1')
    await page.getByText('The sd must be above 0; it is −0,1.').first().waitFor()
  })

  it('of files have a point', async () => {
    const page = await screen.open('library=full', 'de-DE')
    await compared.show(page)
    const saved = async (name: string): Promise<string> => {
      const waiting = page.waitForEvent('download')
      await page.locator('summary', { hasText: 'Export' }).last().click()
      await page.getByRole('button', { name, exact: true }).click()
      return readFile(await (await waiting).path(), 'utf8')
    }
    const csv = await saved('CSV, table')
    expect(csv).toMatch(/,-?\d+\.\d+,/)
    expect(csv).not.toMatch(/;|"-?\d+,\d/)
    const svg = await saved('SVG, all plots')
    expect(svg).toMatch(/>\d+\.\d+</)
    expect(svg).not.toMatch(/>\d+,\d+</)
  })

  it('of a copied table have the mark of the spreadsheet that reads it', async () => {
    const page = await screen.open('library=full', 'de-DE')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await estimate(page)
    await page.locator('summary', { hasText: 'Export' }).click()
    await page.getByRole('button', { name: 'Copy table' }).click()
    await page.getByText('The table was copied').waitFor({ state: 'attached' })
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/\t-?\d+,\d+\t/)
    expect(copied).not.toMatch(/\d\.\d/)
  })

  it('have the digits of uncertainty that are chosen', async () => {
    const page = await screen.open('library=full')
    await estimate(page)
    const median = page.getByRole('row', { name: /^θ₀/ }).locator('td.number').first()
    const decimals = async () => ((await median.textContent())!.trim().split('.')[1] ?? '').length
    const usual = await decimals()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    for (const [digits, more] of [
      ['3', 1],
      ['1', -1],
      ['2', 0],
    ] as const) {
      await page.getByRole('combobox', { name: 'Digits of uncertainty' }).selectOption(digits)
      await expect.poll(decimals).toBe(usual + more)
    }
  })
})
