import { hasWords } from './has-words.ts'
import type { Recording } from './types.ts'

/** A row of a list of recordings: a recording, or the heading of a folder with its matching recordings. */
export type RecordingRow =
  | { kind: 'recording'; id: string; recording: Recording; place: Place }
  | { kind: 'folder'; id: string; folder: string; recordings: readonly Recording[]; place: Place }

/** Position of a row in the tree of folders. */
export interface Place {
  level: 1 | 2
  /** 1-based, among `size` of its level and folder. */
  position: number
  size: number
  /** For a folder: whether it is expanded. */
  open?: boolean
}

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'variant' })

/** Heights of rows, px, including borders. */
export const folderHeight = 20 + 8 + 1

/** Folder names in alphabetical order, numerically aware; no folder, which new recordings are in, comes first. */
export function inFolderOrder(names: Iterable<string>): string[] {
  return [...new Set(names)].sort((a, b) => inOrder.compare(a, b) || (a < b ? -1 : Number(a > b)))
}

/** Id of a folder's row; never the id of a recording. */
export function folderRowId(folder: string): string {
  return `folder:${encodeURIComponent(folder)}`
}

/** Whether the name of a recording or of its folder contains every word of a search. */
export function isFoundIn(recording: Recording, folder: string, search: string): boolean {
  return hasWords(`${recording.name}\n${folder}`, search)
}

/**
 * Rows of a list of recordings: those of each folder below its heading, in the given order.
 * @param folderOf empty for a recording outside any folder
 * @param isOpen null where there are no folders: then recordings have no headings
 */
export function folderRows(
  recordings: readonly Recording[],
  folderOf: (id: string) => string,
  isOpen: ((folder: string) => boolean) | null,
): RecordingRow[] {
  if (!isOpen) return rowsOf(recordings, 1)
  const byFolder = new Map<string, Recording[]>()
  for (const one of recordings) {
    const own = byFolder.get(folderOf(one.id))
    if (own) own.push(one)
    else byFolder.set(folderOf(one.id), [one])
  }
  return inFolderOrder(byFolder.keys()).flatMap((folder, k) => {
    const own = byFolder.get(folder) ?? []
    const open = isOpen(folder)
    const place: Place = { level: 1, position: k + 1, size: byFolder.size, open }
    const heading = { kind: 'folder' as const, id: folderRowId(folder), folder, recordings: own, place }
    return [heading, ...(open ? rowsOf(own, 2) : [])]
  })
}

function rowsOf(recordings: readonly Recording[], level: 1 | 2): RecordingRow[] {
  return recordings.map((recording, k) => ({
    kind: 'recording',
    id: recording.id,
    recording,
    place: { level, position: k + 1, size: recordings.length },
  }))
}
