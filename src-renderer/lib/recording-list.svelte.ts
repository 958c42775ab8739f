import { folderRowId, folderRows, isFoundIn } from './folder-rows.ts'
import { recordingFolders } from './recording-folders.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import type { Recording } from './types.ts'

/** Ways to put recordings in order. They come newest first. */
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

/** What is looked for in the list of recordings, what of it is found, in which folders, and which of it is selected. */
class RecordingList {
  search = $state('')
  sorting = $state<RecordingSorting>('date')
  /** The folder on whose heading the arrows stand. */
  #at = $state<string | null>(null)
  /** Recordings that are selected to be moved together; null where a click opens one. */
  selected = $state.raw<ReadonlySet<string> | null>(null)

  readonly found = $derived(
    recordings.all
      .filter((one) => isFoundIn(one, recordingFolders.of(one.id), this.search))
      .sort(recordingSortings[this.sorting].by),
  )
  readonly filtered = $derived(this.search.trim() !== '')
  readonly inFolders = $derived(recordings.all.some(({ id }) => recordingFolders.of(id) !== ''))
  /** Lines of the list. What is looked for is shown in closed folders too. */
  readonly rows = $derived(
    folderRows(
      this.found,
      (id) => recordingFolders.of(id),
      this.inFolders ? (folder) => this.filtered || recordingFolders.isOpen(folder) : null,
    ),
  )
  /** The line of the recording that is open: its folder's, where that is closed. */
  readonly openId = $derived.by(() => {
    const id = recordings.current?.id ?? null
    if (id === null || this.rows.some((row) => row.id === id)) return id
    return folderRowId(recordingFolders.of(id))
  })
  /** The line on which the arrows stand. */
  readonly currentId = $derived.by(() => {
    const id = this.#at === null ? null : folderRowId(this.#at)
    return id !== null && this.rows.some((row) => row.id === id) ? id : this.openId
  })
  /** Selected ones that are still there. */
  readonly chosen = $derived(recordings.all.filter(({ id }) => this.selected?.has(id)))

  /** A recording is opened; on a folder the arrows stand. */
  choose(id: string): void {
    const row = this.rows.find((one) => one.id === id)
    this.#at = row?.kind === 'folder' ? row.folder : null
    if (row?.kind === 'recording') recordings.choose(id)
  }

  /** Opens or closes a folder, by its line. */
  fold(id: string): void {
    const row = this.rows.find((one) => one.id === id)
    if (row?.kind === 'folder' && !this.filtered) recordingFolders.toggle(row.folder)
  }

  /** How much of a line is selected; of a folder's, how much of what is found in it. */
  has(id: string): boolean | 'some' {
    const ids = this.#idsOf(id)
    const count = ids.filter((one) => this.selected?.has(one)).length
    return count === 0 ? false : count === ids.length || 'some'
  }

  /** Begins with the open one where nothing is selected yet. */
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

  /** Selects lines, those that were selected stay. */
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
