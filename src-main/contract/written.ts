/** The user's annotations of a saved result, without their schema (notes.ts): the window needs no validator. */
export interface Written {
  title: string
  tags: string[]
  note: string
  group: string
}

/** Maximum characters of a title or a group (line), of a tag and of a note; maximum number of tags per report. */
export const noteLimits = { line: 200, tag: 60, tags: 40, note: 20_000 } as const

export const noNotes: Written = { title: '', tags: [], note: '', group: '' }

/** Whether all annotations are empty. */
export function isBlank({ title, tags, note, group }: Written): boolean {
  return title === '' && tags.length === 0 && note === '' && group === ''
}

/** Applies a change, normalizing the text for storage; omitted fields stay. */
export function withChange(
  before: Written,
  by: { [Key in keyof Written]?: Written[Key] | undefined },
): Written {
  return {
    title: tidyLine(by.title ?? before.title),
    tags: tidyTags(by.tags ?? before.tags),
    note: by.note ?? before.note,
    group: tidyLine(by.group ?? before.group),
  }
}

/** A single line: no line breaks, no control characters, trimmed. */
export function tidyLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

/** Removes duplicate tags, ignoring case and keeping the first spelling, and empty ones. */
export function tidyTags(tags: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const tag of tags.map(tidyLine)) {
    const key = tag.toLowerCase()
    if (tag !== '' && !seen.has(key)) seen.set(key, tag)
  }
  return [...seen.values()]
}
