import { createSubscriber } from 'svelte/reactivity'
import type { ChartTheme } from '../../src-main/figures/theme/theme.ts'
import { onSchemeChange, readTheme } from './page-theme.ts'

let known: ChartTheme | undefined
// Set even while no effect is listening.
onSchemeChange(() => {
  known = undefined
})
const subscribe = createSubscriber((update) => onSchemeChange(update))

/** The current palette; effects and templates that read it rerun when the system switches between light and dark. */
export function currentTheme(): ChartTheme {
  subscribe()
  known ??= readTheme()
  return known
}
