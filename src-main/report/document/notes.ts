import type { Notes } from '../../contract/notes.ts'
import { paragraph, quiet } from './blocks.ts'
import type { ReportDocument } from './document.ts'

/** A document with the user's title, and group, tags and note in its head, separate from what was measured. */
export function withNotes(document: ReportDocument, notes: Notes | undefined): ReportDocument {
  if (!notes) return document
  const { title, group, tags, note } = notes
  const filed = [group && `Group: ${group}`, tags.length > 0 && `Tags: ${tags.join(', ')}`].filter(Boolean)
  return {
    ...document,
    ...(title && { title, subtitle: `${document.title}; ${document.subtitle}` }),
    blocks: [
      ...(filed.length > 0 ? [quiet(`${filed.join('. ')}.`)] : []),
      ...note
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map(paragraph),
      ...document.blocks,
    ],
  }
}
