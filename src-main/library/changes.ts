import { isDiskFull } from '../contract/errors.ts'
import { bytesText } from '../contract/numbers.ts'
import { tellChanged } from './changed.ts'
import { exclusive } from './exclusive.ts'
import { inWords } from './failures.ts'
import { knownOf } from './known.ts'
import { prepareRoot } from './reach.ts'
import { emptyTrash } from './trash.ts'

/**
 * Changes a library: `work` runs under the exclusive lock (exclusive.ts). Where the disk is full, the trash is emptied
 * and `work` repeated, so it must tolerate being interrupted and repeated.
 * @param shelf the kind of entry that changes: watchers of its list are notified
 * @throws NagumoError LIBRARY_UNREACHABLE, LIBRARY_UNWRITABLE, and what `work` throws
 */
export function change<T>(root: string, work: () => Promise<T>, shelf?: string): Promise<T> {
  return withRoom(root, async () => {
    try {
      await prepareRoot(root)
      const done = await exclusive(root, work)
      if (shelf !== undefined) tellChanged(root, shelf)
      return done
    } catch (error) {
      throw await inWords(root, error)
    }
  })
}

/** Runs something that needs disk space; on a full disk, once more after emptying the trash. */
export async function withRoom<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDiskFull(error)) throw error
    const freed = await emptyTrash(root).catch(() => null)
    if (!freed?.entries) throw error
    knownOf(root).tell(
      `The disk of the library ${root} is full: the trash was emptied, which freed ${bytesText(freed.bytes)}. Earlier removals can no longer be undone.`,
    )
    return work()
  }
}
