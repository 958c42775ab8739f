import type { ChartTheme, ColorRole } from '../../src-main/figures/theme/theme.ts'
import { themeEvent } from '../lib/theme.ts'

const properties: Record<ColorRole | 'font', string> = {
  ink: '--ink',
  inkSoft: '--ink-soft',
  paper: '--paper',
  paperRaised: '--paper-raised',
  line: '--line',
  accent: '--accent',
  prior: '--prior',
  flag: '--flag',
  ok: '--ok',
  caution: '--caution',
  focus: '--focus',
  firstOfMany: '--first-of-many',
  secondOfMany: '--second-of-many',
  font: '--font',
}

/** The page's palette in its current mode, light or dark. */
export function readTheme(element: Element = document.documentElement): ChartTheme {
  const style = getComputedStyle(element)
  const names = Object.keys(properties) as (keyof typeof properties)[]
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(properties[name]).trim()]),
  ) as unknown as ChartTheme
}

/** Calls back when the page switches between light and dark, by system or setting. Returns an unsubscribe function. */
export function onSchemeChange(callback: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', callback)
  document.addEventListener(themeEvent, callback)
  return () => {
    dark.removeEventListener('change', callback)
    document.removeEventListener(themeEvent, callback)
  }
}
