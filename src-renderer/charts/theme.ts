/** The palette as charts need it: colours resolved to text that a canvas understands. */
export interface ChartTheme {
  ink: string
  inkSoft: string
  paper: string
  paperRaised: string
  line: string
  accent: string
  prior: string
  flag: string
  ok: string
  caution: string
  focus: string
  /** Font family. */
  font: string
}

const properties: Record<keyof ChartTheme, string> = {
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
  font: '--font',
}

/** Size of a chart's text, px: the small step of the type scale. */
export const textSize = 12

/** The palette of the page, as light or dark as it is now. */
export function readTheme(element: Element = document.documentElement): ChartTheme {
  const style = getComputedStyle(element)
  const names = Object.keys(properties) as (keyof ChartTheme)[]
  return Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(properties[name]).trim()]),
  ) as unknown as ChartTheme
}

/** The light palette, whatever the system's: figures are saved for paper. */
export function paperTheme(): ChartTheme {
  const probe = document.createElement('div')
  probe.className = 'palette-light'
  probe.hidden = true
  document.body.append(probe)
  try {
    return readTheme(probe)
  } finally {
    probe.remove()
  }
}

/** Calls back when the system turns light or dark. Returns a function that ends this. */
export function onSchemeChange(callback: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', callback)
  return () => dark.removeEventListener('change', callback)
}
