import { folderRowId, folderRows, isFoundIn } from './folder-rows.ts'
import { recordingFolders } from './recording-folders.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import type { Recording } from './types.ts'

/** Sort orders of recordings. They arrive newest first. */
export const recordingSortings = {
  date: { label: 'newest first', by: () => 0 },
  name: {
    label: 'by name',
    // “cell2” before “cell10”.
    by: (a: Recording, b: Recording) => a.name.localeCompare(b.name, undefined, { numeric: true }),
  },
  sweeps: {
    label: 'most sweeps first',
    by: (a: Recording, b: Recording) => b.sweeps.length - a.sweeps.length,
  },
  doubts: {
    label: 'to check first',
    by: (a: Recording, b: Recording) =>
      Number(b.reading.doubts.length > 0) - Number(a.reading.doubts.length > 0),
  },
} as const
export type RecordingSorting = keyof typeof recordingSortings

/** Search and sort order of the list of recordings, the matches with their folders, and the selection. */
class RecordingList {
  search = $state('')
  sorting = $state<RecordingSorting>('date')
  /** The folder whose heading is active. */
  #at = $state<string | null>(null)
  /** Recordings selected to be moved together; null where a click opens one. */
  selected = $state.raw<ReadonlySet<string> | null>(null)

  readonly found = $derived(
    recordings.all
      .filter((one) => isFoundIn(one, recordingFolders.of(one.id), this.search))
      .sort(recordingSortings[this.sorting].by),
  )
  readonly filtered = $derived(this.search.trim() !== '')
  readonly inFolders = $derived(recordings.all.some(({ id }) => recordingFolders.of(id) !== ''))
  /** Rows of the list. Search results are also shown in closed folders. */
  readonly rows = $derived(
    folderRows(
      this.found,
      (id) => recordingFolders.of(id),
      this.inFolders ? (folder) => this.filtered || recordingFolders.isOpen(folder) : null,
    ),
  )
  /** The row of the open recording; its folder's, where that is collapsed. */
  readonly openId = $derived.by(() => {
    const id = recordings.current?.id ?? null
    if (id === null || this.rows.some((row) => row.id === id)) return id
    return folderRowId(recordingFolders.of(id))
  })
  /** The active row. */
  readonly currentId = $derived.by(() => {
    const id = this.#at === null ? null : folderRowId(this.#at)
    return id !== null && this.rows.some((row) => row.id === id) ? id : this.openId
  })
  /** Selected recordings that still exist. */
  readonly chosen = $derived(recordings.all.filter(({ id }) => this.selected?.has(id)))

  /** Opens a recording; a folder only becomes active. */
  choose(id: string): void {
    const row = this.rows.find((one) => one.id === id)
    this.#at = row?.kind === 'folder' ? row.folder : null
    if (row?.kind === 'recording') recordings.choose(id)
  }

  /** Expands or collapses a folder, by its row. */
  fold(id: string): void {
    const row = this.rows.find((one) => one.id === id)
    if (row?.kind === 'folder' && !this.filtered) recordingFolders.toggle(row.folder)
  }

  /** Selection state of a row; for a folder, of all recordings found in it. */
  has(id: string): boolean | 'some' {
    const ids = this.#idsOf(id)
    const count = ids.filter((one) => this.selected?.has(one)).length
    return count === 0 ? false : count === ids.length || 'some'
  }

  /** Starts with the open recording where nothing is selected yet. */
  toggle(id: string): void {
    const ids = this.#idsOf(id)
    const selected = this.#selection()
    const off = ids.every((one) => selected.has(one)) && this.selected !== null
    for (const one of ids) {
      if (off) selected.delete(one)
      else selected.add(one)
    }
    this.selected = selected
  }

  /** Adds rows to the selection. */
  extend(ids: readonly string[]): void {
    this.selected = new Set([...this.#selection(), ...ids.flatMap((id) => this.#idsOf(id))])
  }

  selectFound(): void {
    this.selected = new Set(this.found.map(({ id }) => id))
  }

  #selection(): Set<string> {
    return new Set(this.selected ?? (recordings.current ? [recordings.current.id] : []))
  }

  #idsOf(id: string): string[] {
    const row = this.rows.find((one) => one.id === id)
    if (!row) return []
    return row.kind === 'folder' ? row.recordings.map((one) => one.id) : [id]
  }
}

export const recordingList = new RecordingList()
