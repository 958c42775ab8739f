import type { Page } from 'playwright-core'

/**
 * Texts of the page whose contrast lies below what WCAG 2.1 AA asks (4.5; 3 for large type), with the ratio. Unlike axe-core
 * it also measures what is scrolled out of view or lies over something else: a text stands on the backgrounds of what it
 * stands in, blended, and nothing in the window has a picture behind a text.
 */
export function poorContrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = [number, number, number, number]
    const parse = (css: string): Colour => {
      const numbers = (css.match(/-?[\d.]+(?:e-?\d+)?%?/g) ?? []).map(Number)
      if (css.startsWith('rgb')) return [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1]
      if (css.startsWith('color(srgb'))
        return [255 * numbers[0], 255 * numbers[1], 255 * numbers[2], numbers[3] ?? 1]
      throw new Error(`A colour as rgb() or color(srgb) was expected; found ${css}.`)
    }
    const over = (front: Colour, back: Colour): Colour => {
      const mix = (k: 0 | 1 | 2) => front[k] * front[3] + back[k] * (1 - front[3])
      return [mix(0), mix(1), mix(2), 1]
    }
    const luminance = (colour: Colour): number => {
      const [r, g, b] = colour.slice(0, 3).map((value) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ancestors = (element: Element): Element[] => {
      const all: Element[] = []
      for (let at: Element | null = element; at; at = at.parentElement) all.push(at)
      return all
    }
    const behind = (element: Element): Colour => {
      let found: Colour = [255, 255, 255, 1]
      for (const one of ancestors(element).reverse())
        found = over(parse(getComputedStyle(one).backgroundColor), found)
      return found
    }
    const hasText = (element: Element): boolean =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const isField = (element: Element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

    // What comes with the pointer or the focus is measured as it is then.
    for (const one of document.querySelectorAll<HTMLElement>('button')) {
      if (getComputedStyle(one).opacity === '0') one.style.opacity = '1'
    }
    const found: string[] = []
    for (const element of document.querySelectorAll('body, body *')) {
      const field = isField(element) ? element : null
      if (!field && !hasText(element)) continue
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden'))
        continue
      const style = getComputedStyle(element, field?.placeholder && !field.value ? '::placeholder' : null)
      const colour = parse(element instanceof SVGElement ? style.fill : style.color)
      for (const one of ancestors(element)) colour[3] *= Number(getComputedStyle(one).opacity)
      // What the pointer reads stands on a rectangle of its own.
      const plate = element instanceof SVGElement ? element.parentElement?.querySelector('rect') : null
      const back = plate ? over(parse(getComputedStyle(plate).fill), behind(element)) : behind(element)
      const [low, high] = [luminance(over(colour, back)), luminance(back)].sort((a, b) => a - b)
      const ratio = (high + 0.05) / (low + 0.05)
      const size = Number.parseFloat(style.fontSize)
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio < (large ? 3 : 4.5)) found.push(`${ratio.toFixed(2)}: ${element.outerHTML.slice(0, 160)}`)
    }
    return found
  })
}
