import { cells } from './cells.svelte.ts'
import { front } from './kept.svelte.ts'
import { reports } from './reports.svelte.ts'
import { series } from './series.svelte.ts'

/** The kind of saved results open on the Reports screen: the last selected kind, or another one that has any. */
export function shelfInFront(): typeof reports | typeof series | typeof cells {
  if (front.kind === 'series' && (series.current || series.gone)) return series
  if (front.kind === 'cell report' && (cells.current || cells.gone)) return cells
  return [reports, cells, series].find(({ current, gone }) => current || gone) ?? reports
}
