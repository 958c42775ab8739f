import { isDiskFull } from '../contract/errors.ts'
import { bytesText } from '../contract/numbers.ts'
import { tellChanged } from './changed.ts'
import { exclusive } from './exclusive.ts'
import { inWords } from './failures.ts'
import { knownOf } from './known.ts'
import { prepareRoot } from './reach.ts'
import { emptyTrash } from './trash.ts'

/**
 * A change of a library: `work` has it to itself (exclusive.ts). Where the disk is full, the trash is emptied and `work`
 * done again, so that it must stand being cut off and repeated.
 * @param shelf of which something is changed that a list shows: those who watch are told
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

/** Does something that needs room on the library’s disk; where there is none, once more after emptying the trash. */
export async function withRoom<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDiskFull(error)) throw error
    const freed = await emptyTrash(root).catch(() => null)
    if (!freed?.entries) throw error
    knownOf(root).tell(
      `The disk of the library ${root} is full: the trash was emptied, which freed ${bytesText(freed.bytes)}. Removals before that can’t be undone any more.`,
    )
    return work()
  }
}
