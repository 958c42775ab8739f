import { hasWords } from './has-words.ts'
import type { Recording } from './types.ts'

/** A line of a list of recordings: one of them, or the heading of a folder with those that are found in it. */
export type RecordingRow =
  | { kind: 'recording'; id: string; recording: Recording; place: Place }
  | { kind: 'folder'; id: string; folder: string; recordings: readonly Recording[]; place: Place }

/** Where a line stands in the tree of folders. */
export interface Place {
  level: 1 | 2
  /** From 1 on, among `size` of its level and folder. */
  position: number
  size: number
  /** Of a folder: whether its recordings are shown. */
  open?: boolean
}

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'variant' })

/** Heights of lines, px, borders included. */
export const folderHeight = 20 + 8 + 1

/** Names of folders in the order of the alphabet, numbers as numbers; none, which is where new ones come, first. */
export function inFolderOrder(names: Iterable<string>): string[] {
  return [...new Set(names)].sort((a, b) => inOrder.compare(a, b) || (a < b ? -1 : Number(a > b)))
}

/** A folder's line in a list; never the id of a recording. */
export function folderRowId(folder: string): string {
  return `folder:${encodeURIComponent(folder)}`
}

/** Whether a recording has every word of a search, in its name or its folder's. */
export function isFoundIn(recording: Recording, folder: string, search: string): boolean {
  return hasWords(`${recording.name}\n${folder}`, search)
}

/**
 * Lines of a list of recordings: those of each folder below its heading, in the order in which they come.
 * @param folderOf empty for a recording that is in none
 * @param isOpen null where there are no folders: then recordings stand alone
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
