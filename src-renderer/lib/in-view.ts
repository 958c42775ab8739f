import { cell } from './cell.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { overTime } from './over-time.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'
import { shelfInFront } from './shelf-in-front.ts'

/** The recording, and one sweep's name, that the screen is about. */
export interface InView {
  recording: string
  sweep: string | null
  /** Its result, or running work on it. */
  kind: 'report' | 'work'
}

/**
 * What the screen shows, where that is not what the next estimate would be of: a saved report, or running work on a
 * recording or sweep that is no longer open. Null where both are the same.
 */
export function otherInView(): InView | null {
  if (screens.current === 'reports') {
    const of = shelfInFront().current
    return of && { recording: of.recordingName, sweep: 'sweep' in of ? of.sweep : null, kind: 'report' }
  }
  if (screens.current === 'cell') {
    const { work } = cell
    return work && work.name !== recordings.current?.name
      ? { recording: work.name, sweep: null, kind: 'work' }
      : null
  }
  if (screens.current !== 'estimate') return null
  const series = estimate.front === 'series' && overTime.work ? overTime.shown?.recording : undefined
  const work = estimate.work ?? series
  return work && !isOpen(work) ? { recording: work.name, sweep: work.sweep, kind: 'work' } : null
}

function isOpen({ name, sweep }: { name: string; sweep: string }): boolean {
  const { current } = recordings
  return current?.name === name && current.sweeps[recordings.sweep]?.name === sweep
}
