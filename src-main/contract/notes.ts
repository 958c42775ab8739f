import { z } from 'zod'
import { Id } from './common.ts'
import { noteLimits, tidyLine, tidyTags } from './written.ts'

/** A line that a person writes: without line breaks, or space at its ends. */
export const Line = z.string().max(noteLimits.line).transform(tidyLine)

/** What a person wrote beside a kept result, which itself never changes. Empty where nothing was written. */
export const Notes = z.object({
  /** What the person calls it; the recording’s name stands for it where it is empty. */
  title: Line,
  tags: z.array(z.string().max(noteLimits.tag)).max(noteLimits.tags).transform(tidyTags),
  note: z.string().max(noteLimits.note),
  /** Reports that belong together: a cell, a condition. */
  group: Line,
})
export type Notes = z.infer<typeof Notes>

/** What is to be other than before; what is left out stays, so that two windows do not undo each other. */
export const NotesChange = Notes.partial()
export type NotesChange = z.infer<typeof NotesChange>

export const Annotation = z.object({ id: Id, notes: NotesChange })
