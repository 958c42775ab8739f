import type { Preferences } from '../../src-main/contract/system.ts'

type Theme = Preferences['theme']

const darkSystem = '(prefers-color-scheme: dark)'
const media: Record<Theme, string> = { system: darkSystem, light: 'not all', dark: 'all' }
let darkRules: CSSMediaRule[] | undefined

/** Notifies that the setting switched the page between light and dark, as a media query does for the system. */
export const themeEvent = 'nagumo-theme'

/**
 * Sets the page to light, dark or system: the palette’s dark part (palette.css) applies always, never, or by media
 * query.
 */
export function applyTheme(theme: Theme): void {
  darkRules ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ conditionText }) => conditionText === darkSystem)
  for (const rule of darkRules) rule.media.mediaText = media[theme]
  document.documentElement.style.colorScheme = theme === 'system' ? '' : theme
  document.dispatchEvent(new Event(themeEvent))
}
