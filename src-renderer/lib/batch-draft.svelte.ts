import type { BatchDraft as WrittenBatch } from '../../src-main/contract/work.ts'
import { batches } from './batches.svelte.ts'
import { folderRows, isFoundIn } from './folder-rows.ts'
import { preferences } from './preferences.svelte.ts'
import { recordingFolders } from './recording-folders.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import type { BatchRequest, Recording, Window } from './types.ts'

/** Contents of the form for a new batch. */
class BatchDraft {
  /** Excluded recordings: new ones are included by default. */
  left = $state.raw<ReadonlySet<string>>(new Set())
  search = $state('')
  currentId = $state<string | null>(null)
  /** Names of sweeps, comma-separated; empty for all. */
  sweeps = $state('')
  /** Empty: as much as the model reads. */
  windows = $state<Window[]>([])
  /** null: the default model for each recording. */
  modelId = $state<string | null>(null)
  /** Whether each sweep is conditioned like the open recording. */
  conditioned = $state(false)
  byEvidence = $state(false)
  crossCheck = $state(false)
  cores = $state<number | null>(null)
  beginning = $state(false)

  found = $derived(recordings.all.filter((one) => isFoundIn(one, recordingFolders.of(one.id), this.search)))
  inFolders = $derived(recordings.all.some(({ id }) => recordingFolders.of(id) !== ''))
  /** Rows of the list. Search results are also shown in closed folders. */
  rows = $derived(
    folderRows(
      this.found,
      (id) => recordingFolders.of(id),
      this.inFolders ? (folder) => this.search.trim() !== '' || recordingFolders.isOpen(folder) : null,
    ),
  )
  chosen = $derived(recordings.all.filter(({ id }) => !this.left.has(id)))
  names = $derived(
    this.sweeps
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  )
  /** Sweeps of the chosen recordings that will be estimated. */
  sweepCount = $derived(this.chosen.reduce((sum, one) => sum + this.sweepsOf(one), 0))
  items = $derived(this.sweepCount * Math.max(1, this.windows.length))
  /** Chosen recordings without a sweep of these names. */
  without = $derived(this.chosen.filter((one) => this.sweepsOf(one) === 0).length)
  wrong = $derived(
    this.windows.some(({ from, to }) => !(to > from)) ? 'Each window must end after it starts.' : null,
  )
  canBegin = $derived(this.items > 0 && this.wrong === null && !this.beginning)

  get written(): WrittenBatch {
    const { search, sweeps, modelId, conditioned, byEvidence, crossCheck, cores } = this
    const windows = this.windows.map(({ from, to }) => ({ from, to }))
    return {
      left: [...this.left],
      search,
      sweeps,
      windows,
      modelId,
      conditioned,
      byEvidence,
      crossCheck,
      cores,
    }
  }

  /** Restores a saved draft. */
  take({ left, ...rest }: WrittenBatch): void {
    this.left = new Set(left)
    Object.assign(this, rest)
  }

  sweepsOf({ sweeps }: Recording): number {
    return this.names.length === 0
      ? sweeps.length
      : sweeps.filter(({ name }) => this.names.includes(name)).length
  }

  /** The chosen ones of a row's recordings. */
  chosenOf(id: string): string[] {
    return this.#idsOf(id).filter((one) => !this.left.has(one))
  }

  /** Whether a row is chosen; for a folder, all recordings found in it. */
  has(id: string): boolean | 'some' {
    const count = this.chosenOf(id).length
    return count === 0 ? false : count === this.#idsOf(id).length || 'some'
  }

  /** For a folder row, applies to all recordings found in it. */
  toggle(id: string): void {
    this.#set(this.#idsOf(id), this.has(id) !== true)
  }

  /** Expands or collapses a folder, by its row. */
  fold(id: string): void {
    const row = this.rows.find((one) => one.id === id)
    if (row?.kind === 'folder' && this.search.trim() === '') recordingFolders.toggle(row.folder)
  }

  /** Includes or excludes all search results. */
  setFound(chosen: boolean): void {
    this.#set(
      this.found.map(({ id }) => id),
      chosen,
    )
  }

  #set(ids: readonly string[], chosen: boolean): void {
    const left = new Set(this.left)
    for (const id of ids) {
      if (chosen) left.delete(id)
      else left.add(id)
    }
    this.left = left
  }

  #idsOf(id: string): string[] {
    const row = this.rows.find((one) => one.id === id)
    if (!row) return []
    return row.kind === 'folder' ? row.recordings.map((one) => one.id) : [id]
  }

  addWindow(): void {
    const last = this.windows.at(-1)
    this.windows.push(last ? { from: last.to, to: 2 * last.to - last.from } : { from: 0, to: 200 })
  }

  async begin(): Promise<void> {
    if (!this.canBegin || !batches.formOpen) return
    this.beginning = true
    const conditioning = this.conditioned ? $state.snapshot(recordings.conditioning) : []
    const windows = this.windows.length > 0 ? $state.snapshot(this.windows) : [null]
    const cores = this.cores ?? preferences.current?.cores ?? null
    const request: BatchRequest = {
      recordingIds: this.chosen.filter((one) => this.sweepsOf(one) > 0).map(({ id }) => id),
      sweeps: this.names.length > 0 ? this.names : null,
      windows: windows.map((window) => ({ window, conditioning })),
      modelId: this.modelId,
      noise: this.byEvidence ? 'evidence' : null,
      crossCheck: this.crossCheck,
      ...(cores !== null && { cores }),
    }
    await batches.begin(request)
    this.beginning = false
  }
}

export const batchDraft = new BatchDraft()
