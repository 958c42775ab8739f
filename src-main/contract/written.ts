/** What a person wrote beside a kept result, without its schema (notes.ts): the window needs no validator. */
export interface Written {
  title: string
  tags: string[]
  note: string
  group: string
}

/** Most characters of a title or a group, of a tag and of a note, and most tags of one report. */
export const noteLimits = { line: 200, tag: 60, tags: 40, note: 20_000 } as const

export const noNotes: Written = { title: '', tags: [], note: '', group: '' }

/** Whether nothing is written. */
export function isBlank({ title, tags, note, group }: Written): boolean {
  return title === '' && tags.length === 0 && note === '' && group === ''
}

/** What is written after a change, in the form in which it is kept; what the change leaves out stays. */
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

/** A line of text: no line breaks, no control characters, no space at its ends. */
export function tidyLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
}

/** Each tag once, whatever its case, as it was first written; none that is empty. */
export function tidyTags(tags: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const tag of tags.map(tidyLine)) {
    const key = tag.toLowerCase()
    if (tag !== '' && !seen.has(key)) seen.set(key, tag)
  }
  return [...seen.values()]
}
