import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { keyOf } from './screen-key.ts'
import { views } from './views.ts'
import { executable, windowPage } from './window-page.ts'

/** What has the focus: its name, whether it is in sight, and whether the focus can be seen on it; null between two rounds. */
function focus(page: Page) {
  return page.evaluate(() => {
    const one = document.activeElement
    if (!(one instanceof HTMLElement || one instanceof SVGElement) || one === document.body) return null
    const { left, right, top, bottom, width, height } = one.getBoundingClientRect()
    /** How it and what is in it are drawn. */
    const drawn = () =>
      [one, ...one.querySelectorAll('*')]
        .map((part) => {
          const { outline, stroke, strokeWidth, fill, opacity } = getComputedStyle(part)
          return [outline, stroke, strokeWidth, fill, opacity].join()
        })
        .join('; ')
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    let marked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    if (!marked && one instanceof SVGElement) {
      const focused = drawn()
      one.blur()
      marked = drawn() !== focused
      one.focus({ focusVisible: true } as FocusOptions)
    }
    return {
      name: (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/g, ' '),
      inSight: width > 0 && height > 0 && left < innerWidth && right > 0 && top < innerHeight && bottom > 0,
      marked,
    }
  })
}

/** Tabs on, with the focus in sight and marked all the way, until it stands on what has the name. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < 250; step++) {
    await page.keyboard.press(key)
    const at = await focus(page)
    if (!at) continue
    passed.push(at.name)
    expect(at, `after ${passed.slice(-3).join(', ')}`).toMatchObject({ inSight: true, marked: true })
    if (name.test(at.name)) return
  }
  throw new Error(`No tab stop has the name ${name}. There are: ${[...new Set(passed)].join(' | ')}`)
}

/** Views with fields in them. */
const typedIn = new Set([
  'Recordings',
  'Train, the form',
  'Batches, a new one',
  'Reports, many, with filters and notes',
])

/** The window by keys alone, on a workbench of canned answers. */
describe.skipIf(!executable)('by keys alone', () => {
  const screen = windowPage()
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

  it('goes from an empty window to a saved report and back', async () => {
    const page = await screen.open()
    await tabTo(page, /^Try the sample/)
    await page.keyboard.press('Enter')
    await heading(page, 'sample-spiking.csv').waitFor()
    await page.getByText('Model input', { exact: true }).waitFor()
    await page.keyboard.press(keyOf('estimate'))
    await heading(page, 'Ready to estimate').waitFor()
    await page.keyboard.press('Control+Enter')
    await heading(page, 'Parameters').waitFor()
    await tabTo(page, /^Export/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^JSON, everything/)
    const saving = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    expect((await saving).suggestedFilename()).toMatch(/\.json$/)
    await page.keyboard.press(keyOf('reports'))
    await tabTo(page, /^Reports, newest first/)
    await heading(page, 'Sound').waitFor()
    await page.keyboard.press('Alt+ArrowLeft')
    await heading(page, 'Parameters').waitFor()
    await page.keyboard.press(keyOf('recordings'))
    await heading(page, 'sample-spiking.csv').waitFor()
  })

  it.each(['Recordings', 'Estimate, sound', 'Cell, its report', 'Batches, a new one', 'Train, the form'])(
    'passes through %s and out of it again, the focus always in sight and marked',
    async (name) => {
      const { wishes, show } = views.find((view) => view.name === name)!
      const page = await screen.open(wishes)
      await show(page)
      await page.getByRole('button', { name: /Keys$/ }).focus()
      await tabTo(page, /Keys$/)
      await tabTo(page, /Keys$/, 'Shift+Tab')
    },
  )

  it.each(views.map((view) => [view.name, view] as const).filter(([name]) => typedIn.has(name)))(
    'digits and “?” stay text in the fields of %s',
    async (_, { wishes, show }) => {
      const page = await screen.open(wishes)
      await show(page)
      const place = () => new URL(page.url()).hash
      const before = place()
      const fields = page.locator('input[type=text]:visible, textarea:visible, input:not([type]):visible')
      expect(await fields.count()).toBeGreaterThan(0)
      for (const field of await fields.all()) {
        if (await field.isDisabled()) continue
        await field.focus()
        await page.keyboard.type('17?')
        expect(await field.inputValue()).toContain('17')
        expect(await page.getByRole('dialog', { name: 'Keys' }).count()).toBe(0)
        expect(place()).toBe(before)
      }
    },
  )

  it('a digit changes no screen under a dialog', async () => {
    const page = await screen.open('library=full')
    await heading(page, 'sample-spiking.csv').waitFor()
    await page.getByRole('button', { name: /^Library/ }).click()
    await page.getByRole('dialog', { name: 'Library' }).waitFor()
    await page.keyboard.press(keyOf('models'))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await heading(page, 'sample-spiking.csv').waitFor()
  })
})
