import type { Page } from 'playwright-core'

/** What of the page is wider than the room that it has. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main article, main aside, dialog[open]')]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map(({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} px in ${clientWidth} px`),
  )
}

/** Controls that can't be brought into view, not even by scrolling, or that something else covers there. */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const modal = document.querySelector('dialog:modal') ?? document.querySelector('[role=alertdialog]')
    const controls = (modal ?? document.body).querySelectorAll<HTMLElement>(
      'button, input:not([aria-hidden]), select, textarea, summary, [aria-selected=true]',
    )
    const found: string[] = []
    for (const control of controls) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.visually-hidden'))
        continue
      control.scrollIntoView({ block: 'center', inline: 'nearest' })
      const { left, right, top, bottom } = control.getBoundingClientRect()
      // Of what is larger than the window a part is enough.
      const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2
      const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2
      const hit = document.elementFromPoint(x, y)
      const label = hit instanceof HTMLElement ? hit.closest('label')?.control : null
      // What an open menu lies over can be reached when it is closed.
      const menu = hit?.closest('details[open]')
      if (menu && !menu.contains(control)) continue
      if (hit && (control.contains(hit) || hit.contains(control) || label === control)) continue
      found.push(`${control.outerHTML.slice(0, 140)} under ${hit?.outerHTML.slice(0, 100) ?? 'nothing'}`)
    }
    return found
  })
}

/** Texts that are cut off with an ellipsis, or without one, and say nowhere what they are in full. */
export function cutWithoutTitle(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told = '[title], [aria-hidden=true], .visually-hidden'
    const found: string[] = []
    for (const one of document.querySelectorAll<HTMLElement>('body *')) {
      const { textOverflow, overflowX } = getComputedStyle(one)
      const cuts = textOverflow === 'ellipsis' || (overflowX !== 'visible' && overflowX !== 'auto')
      if (!cuts || one.scrollWidth <= one.clientWidth || one.clientWidth <= 1) continue
      if (!one.checkVisibility() || !one.textContent?.trim() || one.closest(told)) continue
      if (one instanceof HTMLSelectElement || one instanceof HTMLInputElement) continue
      found.push(`${one.scrollWidth} px in ${one.clientWidth} px: ${one.outerHTML.slice(0, 160)}`)
    }
    return found
  })
}
