import type { ListName } from '../../src-main/contract/library.ts'
import { cells } from './cells.svelte.ts'
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

/** A stream that broke is asked for again after this long. */
const retryMs = 1500
let stop = new AbortController()

/** Reads lists anew whenever another window or program changed them; what was watched before is let go. */
export async function watchLists(): Promise<void> {
  stop.abort()
  stop = new AbortController()
  const { signal } = stop
  while (!signal.aborted) {
    try {
      for await (const names of await client.library.watch(undefined, { signal })) {
        if (signal.aborted) return
        await loadLists(names)
      }
    } catch {
      // A library that can't be reached, or a workbench that has stopped, is told elsewhere.
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}
