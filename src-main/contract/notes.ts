import { z } from 'zod'
import { Id } from './common.ts'

/** A line of text of a person's own: no line breaks, no control characters, no space at its ends. */
const Line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim())

/** Most characters of a title or a group, of a tag and of a note, and most tags of one report. */
export const noteLimits = { line: 200, tag: 60, tags: 40, note: 20_000 } as const

const Tags = z
  .array(Line(noteLimits.tag))
  .max(noteLimits.tags)
  .transform((tags) => withoutRepeats(tags.filter((tag) => tag !== '')))

/** What a person wrote beside a kept result, which itself never changes. Empty where nothing was written. */
export const Notes = z.object({
  /** What the person calls it; the recording’s name stands for it where it is empty. */
  title: Line(noteLimits.line),
  tags: Tags,
  note: z.string().max(noteLimits.note),
  /** Reports that belong together: a cell, a condition. */
  group: Line(noteLimits.line),
})
export type Notes = z.infer<typeof Notes>

export const noNotes: Notes = { title: '', tags: [], note: '', group: '' }

/** Whether nothing is written. */
export function isBlank({ title, tags, note, group }: Notes): boolean {
  return title === '' && tags.length === 0 && note === '' && group === ''
}

/** What is to be other than before; what is left out stays, so that two windows do not undo each other. */
export const NotesChange = Notes.partial()
export type NotesChange = z.infer<typeof NotesChange>

/** What is written after a change, in the form in which it is kept. */
export function withChange(before: Notes, by: NotesChange): Notes {
  return Notes.parse({
    title: by.title ?? before.title,
    tags: by.tags ?? before.tags,
    note: by.note ?? before.note,
    group: by.group ?? before.group,
  })
}

export const Annotation = z.object({ id: Id, notes: NotesChange })

/** Each tag once, whatever its case, as it was first written. */
function withoutRepeats(tags: string[]): string[] {
  const seen = new Map<string, string>()
  for (const tag of tags) if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag)
  return [...seen.values()]
}
