import type { BatchDraft as WrittenBatch } from '../../src-main/contract/work.ts'
import { batches } from './batches.svelte.ts'
import { hasWords } from './has-words.ts'
import { preferences } from './preferences.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import type { BatchRequest, Recording, Window } from './types.ts'

/** What the form for a new batch holds. */
class BatchDraft {
  /** Recordings that are left out: those that come are in, unless a person says otherwise. */
  left = $state.raw<ReadonlySet<string>>(new Set())
  search = $state('')
  currentId = $state<string | null>(null)
  /** Names of sweeps with commas between; empty for all. */
  sweeps = $state('')
  /** Empty: as much as the model reads. */
  windows = $state<Window[]>([])
  /** null: for each recording the usual one. */
  modelId = $state<string | null>(null)
  /** Each sweep is conditioned as the open recording is. */
  conditioned = $state(false)
  byEvidence = $state(false)
  crossCheck = $state(false)
  cores = $state<number | null>(null)
  beginning = $state(false)

  found = $derived(recordings.all.filter(({ name }) => hasWords(name, this.search)))
  chosen = $derived(recordings.all.filter(({ id }) => !this.left.has(id)))
  names = $derived(
    this.sweeps
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  )
  /** Sweeps of the chosen recordings that are estimated. */
  sweepCount = $derived(this.chosen.reduce((sum, one) => sum + this.sweepsOf(one), 0))
  items = $derived(this.sweepCount * Math.max(1, this.windows.length))
  /** Chosen recordings that have no sweep of the names. */
  without = $derived(this.chosen.filter((one) => this.sweepsOf(one) === 0).length)
  wrong = $derived(
    this.windows.some(({ from, to }) => !(to > from)) ? 'Each window must end after it begins.' : null,
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

  /** Takes over what was written. */
  take({ left, ...rest }: WrittenBatch): void {
    this.left = new Set(left)
    Object.assign(this, rest)
  }

  sweepsOf({ sweeps }: Recording): number {
    return this.names.length === 0
      ? sweeps.length
      : sweeps.filter(({ name }) => this.names.includes(name)).length
  }

  toggle(id: string): void {
    const left = new Set(this.left)
    if (!left.delete(id)) left.add(id)
    this.left = left
  }

  /** Takes all that the search finds in, or leaves them out. */
  setFound(chosen: boolean): void {
    const left = new Set(this.left)
    for (const { id } of this.found) {
      if (chosen) left.delete(id)
      else left.add(id)
    }
    this.left = left
  }

  addWindow(): void {
    const last = this.windows.at(-1)
    this.windows.push(last ? { from: last.to, to: 2 * last.to - last.from } : { from: 0, to: 200 })
  }

  async begin(): Promise<void> {
    if (!this.canBegin || batches.shown) return
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
