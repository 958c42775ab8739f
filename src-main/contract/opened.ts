import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** A file of this machine that the system handed to the program; its path stays with the workbench. */
export const OpenedFile = z.object({ opened: z.number().int(), name: z.string() })
export type OpenedFile = z.infer<typeof OpenedFile>

/** What a person opened with the program: a project's folder first and alone, else files in their order. */
export const Opened = z.object({ project: z.string().nullable(), files: z.array(OpenedFile) })
export type Opened = z.infer<typeof Opened>

export const opened = {
  /**
   * What was opened with the program (“open with”, a double click, paths on its command line) and not told yet, whenever
   * there is something. Ends once it told a project, since the window begins anew with it.
   */
  watch: oc.output(eventIterator(Opened)),
}
