import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** How the library on disk stands. */
export const LibraryStatus = z.object({
  folder: z.string(),
  /** Why it can’t be reached or nothing can be kept in it; null where all is well. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What a person should know though nothing failed; since this program started, the oldest first. */
  notices: z.array(z.object({ id: z.number().int(), text: z.string() })),
  /** What was removed and can still be taken back. */
  trash: z.object({ entries: z.number().int(), bytes: z.number() }),
})
export type LibraryStatus = z.infer<typeof LibraryStatus>

/** What a window shows as lists. */
export const ListName = z.enum(['recordings', 'models', 'reports', 'series', 'cells'])
export type ListName = z.infer<typeof ListName>

export const library = {
  status: oc.output(LibraryStatus),
  /** Deletes for good what was removed. */
  emptyTrash: oc.output(LibraryStatus),
  /**
   * Which lists were changed, whenever some were: by any window, and by other programs within some seconds. First, none: from
   * then on it watches.
   */
  watch: oc.output(eventIterator(z.array(ListName))),
}
