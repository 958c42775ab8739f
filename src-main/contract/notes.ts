import { z } from 'zod'
import { Id } from './common.ts'
import { noteLimits, tidyLine, tidyTags } from './written.ts'

/** A single line of text from the user, trimmed. */
export const Line = z.string().max(noteLimits.line).transform(tidyLine)

/** The user's annotations of a saved result, which itself is immutable. Empty fields mean none. */
export const Notes = z.object({
  /** The user's name for it; if empty, the recording’s name is shown. */
  title: Line,
  tags: z.array(z.string().max(noteLimits.tag)).max(noteLimits.tags).transform(tidyTags),
  note: z.string().max(noteLimits.note),
  /** Groups reports: a cell, a condition. */
  group: Line,
})
export type Notes = z.infer<typeof Notes>

/** Changed fields only; omitted fields stay, so that two windows do not overwrite each other's changes. */
export const NotesChange = Notes.partial()
export type NotesChange = z.infer<typeof NotesChange>

export const Annotation = z.object({ id: Id, notes: NotesChange })
