import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** A local file that the operating system passed to the program; its path stays in the main process. */
export const OpenedFile = z.object({ opened: z.number().int(), name: z.string() })
export type OpenedFile = z.infer<typeof OpenedFile>

/** What the user opened with the program: a project's folder first and alone, else files in order. */
export const Opened = z.object({ project: z.string().nullable(), files: z.array(OpenedFile) })
export type Opened = z.infer<typeof Opened>

export const opened = {
  /**
   * Streams what was opened with the program (“open with”, a double click, command-line paths) and not yet delivered.
   * Ends after a project, since the window then reloads with it.
   */
  watch: oc.output(eventIterator(Opened)),
}
