import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListName } from '../contract/library.ts'
import { createChanges, sleep } from '../jobs/changes.ts'
import { lists } from '../library/changed.ts'
import type { Library } from '../library/index.ts'

/** Changes that follow one another this quickly are told together, ms. */
const gatherMs = 200
/** How often it is looked what other programs did, ms. */
const lookMs = 3000

/**
 * The lists of a library that were changed, each time that some were: by this program at once; what another program adds or
 * removes within some seconds. Ends with the signal.
 */
export async function* watchLists(
  { folder, onChanged }: Pick<Library, 'folder' | 'onChanged'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<ListName[], void> {
  const changed = new Set<ListName>()
  const changes = createChanges()
  const stop = onChanged((list) => {
    changed.add(list)
    changes.tell()
  })
  try {
    let before = await timesOf(folder)
    // That it watches from now on, so that nothing falls between.
    yield []
    while (!signal?.aborted) {
      if (changed.size === 0) await changes.next(changes.count(), lookMs, signal)
      if (changed.size > 0) await sleep(gatherMs, signal)
      const now = await timesOf(folder)
      for (const list of lists) if (now[list] !== before[list]) changed.add(list)
      before = now
      if (signal?.aborted || changed.size === 0) continue
      const told = [...changed]
      changed.clear()
      yield told
    }
  } finally {
    stop()
  }
}

/** When entries were last added to or removed from each list; 0 where it is not there. */
async function timesOf(folder: string): Promise<Record<ListName, number>> {
  const times = await Promise.all(
    lists.map(
      async (list) => [list, (await stat(join(folder, list)).catch(() => null))?.mtimeMs ?? 0] as const,
    ),
  )
  return Object.fromEntries(times) as Record<ListName, number>
}
