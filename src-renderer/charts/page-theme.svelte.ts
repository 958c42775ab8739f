import { createSubscriber } from 'svelte/reactivity'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'
import { onSchemeChange, readTheme } from './page-theme.ts'

let known: ChartTheme | undefined
// Also while nothing is drawn that could hear of it.
onSchemeChange(() => {
  known = undefined
})
const subscribe = createSubscriber((update) => onSchemeChange(update))

/** The palette of now; what reads it in an effect or a template runs again when the system turns light or dark. */
export function currentTheme(): ChartTheme {
  subscribe()
  known ??= readTheme()
  return known
}
