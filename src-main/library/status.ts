import { NagumoError } from '../contract/errors.ts'
import type { LibraryStatus } from '../contract/library.ts'
import { knownOf } from './known.ts'
import { requireWritable } from './reach.ts'
import { trashSize } from './trash.ts'

/** Status of a library; never fails because of the library. */
export async function statusOf(root: string): Promise<LibraryStatus> {
  const problem = await requireWritable(root).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof NagumoError)) throw error
      return { code: error.code, message: error.message }
    },
  )
  return { folder: root, problem, notices: [...knownOf(root).notices], trash: await trashSize(root) }
}
