import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListName } from '../contract/library.ts'
import { createChanges, sleep } from '../jobs/changes.ts'
import { lists } from '../library/changed.ts'
import type { Library } from '../library/index.ts'

/** Changes within this interval are reported together, ms. */
const gatherMs = 200
/** Polling interval for changes by other processes, ms. */
const lookMs = 3000

/**
 * Yields the lists of a library that changed: at once for changes by this process; within seconds for entries added or
 * removed by others. Ends with the signal.
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
    // Signals that watching has begun, so that no change is missed.
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

/** Time of the last addition or removal in each list; 0 where it does not exist. */
async function timesOf(folder: string): Promise<Record<ListName, number>> {
  const times = await Promise.all(
    lists.map(
      async (list) => [list, (await stat(join(folder, list)).catch(() => null))?.mtimeMs ?? 0] as const,
    ),
  )
  return Object.fromEntries(times) as Record<ListName, number>
}
