import type { Preferences } from '../../src-main/contract/system.ts'

type Theme = Preferences['theme']

const darkSystem = '(prefers-color-scheme: dark)'
const media: Record<Theme, string> = { system: darkSystem, light: 'not all', dark: 'all' }
let darkRules: CSSMediaRule[] | undefined

/** Tells that the page is light or dark by choice now, as a media query tells that of the system. */
export const themeEvent = 'nagumo-theme'

/** Has the page light or dark, or as the system is: the palette’s dark part (palette.css) holds always, never, or by the system. */
export function applyTheme(theme: Theme): void {
  darkRules ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ conditionText }) => conditionText === darkSystem)
  for (const rule of darkRules) rule.media.mediaText = media[theme]
  document.documentElement.style.colorScheme = theme === 'system' ? '' : theme
  document.dispatchEvent(new Event(themeEvent))
}
