import type { ListName } from '../../src-main/contract/library.ts'
import { cells } from './cells.svelte.ts'
import { keepListening } from './keep-listening.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { reports } from './reports.svelte.ts'
import { series } from './series.svelte.ts'

const lists: Record<ListName, { load(): Promise<void> }> = { recordings, models, reports, series, cells }

export async function loadLists(
  names: readonly ListName[] = Object.keys(lists) as ListName[],
): Promise<void> {
  await Promise.all(names.map((name) => lists[name].load()))
}

let stop = new AbortController()

/** Reloads lists when another window or program changed them; an earlier subscription is cancelled. */
export async function watchLists(): Promise<void> {
  stop.abort()
  stop = new AbortController()
  // An unreachable library or a stopped workbench is reported elsewhere.
  await keepListening(stop.signal, {
    ask: (signal) => client.library.watch(undefined, { signal }),
    take: loadLists,
  })
}
