import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { poorContrasts } from './contrast.ts'
import { views } from './views.ts'
import { executable, windowPage } from './window-page.ts'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
  resultTypes: ['violations'],
}

/** What axe-core finds on the page. What it can't tell of a contrast is measured in contrast.ts. */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(
    (how) => (window as unknown as { axe: { run(how: RunOptions): Promise<AxeResults> } }).axe.run(how),
    options,
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary}`),
  )
}

/** Plots without a name (title) or without a description of what they show. */
function namelessPlots(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('canvas, main svg:not([aria-hidden=true])')]
      .filter((plot) => plot.checkVisibility())
      .filter((plot) => {
        const described = plot.closest('[role=img][aria-label]')?.getAttribute('aria-label')
        const named =
          plot.closest('figure')?.querySelector('figcaption .title')?.textContent ??
          plot.closest('[role=group][aria-label], [role=img][aria-label]')?.getAttribute('aria-label')
        // What the hand takes hold of lies in an SVG over the plot that has both.
        const told = described || plot.closest('[role=group]')?.querySelector('[role=img][aria-label]')
        return !named?.trim() || !told
      })
      .map((plot) => plot.outerHTML.slice(0, 160)),
  )
}

/** What moves by itself, or would. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body, body *')]
      .filter((one) => {
        const { animationName, transitionProperty, transitionDuration, scrollBehavior } =
          getComputedStyle(one)
        const turns = transitionProperty !== 'none' && !/^0s(, 0s)*$/.test(transitionDuration)
        return animationName !== 'none' || turns || scrollBehavior === 'smooth'
      })
      .map((one) => one.outerHTML.slice(0, 160)),
  )
}

/** WCAG 2.1 AA, as far as a program can tell, on whatever the window shows. */
describe.skipIf(!executable)('accessibility', () => {
  const screen = windowPage()

  it.each(views.map((view) => [view.name, view] as const))('%s', async (_, { wishes, show }) => {
    const page = await screen.open(wishes)
    await show(page)
    await page.evaluate(source)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await violations(page), colorScheme).toEqual([])
      expect(await poorContrasts(page), colorScheme).toEqual([])
    }
    expect(await namelessPlots(page)).toEqual([])
    expect(await moving(page), 'with less motion asked for').toEqual([])
  })
})
