import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** Status of the library on disk. */
export const LibraryStatus = z.object({
  folder: z.string(),
  /** Why it cannot be reached or written to; null if there is no problem. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Notices without an error since the program started, oldest first. */
  notices: z.array(z.object({ id: z.number().int(), text: z.string() })),
  /** Removed items that can still be restored. */
  trash: z.object({ entries: z.number().int(), bytes: z.number() }),
})
export type LibraryStatus = z.infer<typeof LibraryStatus>

/** The lists that a window shows. */
export const ListName = z.enum(['recordings', 'models', 'reports', 'series', 'cells'])
export type ListName = z.infer<typeof ListName>

export const library = {
  status: oc.output(LibraryStatus),
  /** Deletes removed items permanently. */
  emptyTrash: oc.output(LibraryStatus),
  /**
   * Streams the names of changed lists: at once for changes by any window, within seconds for those by other programs.
   * The first event is empty: watching has begun.
   */
  watch: oc.output(eventIterator(z.array(ListName))),
}
