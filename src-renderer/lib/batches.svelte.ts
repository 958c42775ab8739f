import { isAtWork } from './batch-words.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import { saveBlob } from './download.ts'
import { keepListening } from './keep-listening.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { preferences } from './preferences.svelte.ts'
import { reports } from './reports.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { BatchEntry, BatchRequest, BatchRow } from './types.ts'

/** The batches, as reported by the workbench, and the visible one. */
class Batches {
  all = $state.raw<BatchEntry[]>([])
  /** Damaged batches. */
  readonly damaged = new DamagedEntries({
    list: () => client.batches.damaged(),
    remove: (id) => client.batches.remove({ id }),
    restore: (id) => client.batches.restore({ id }),
    word: 'batch',
  })
  loaded = $state(false)
  /** The visible batch; null: the form for a new one; undefined until one is chosen. */
  #id = $state<string | null | undefined>(undefined)
  #stop: AbortController | null = null

  shown = $derived(this.all.find(({ id }) => id === this.#id) ?? null)
  /** Whether the form for a new one is visible. */
  formOpen = $derived(this.#id === null)
  /** The requested batch that does not exist (any more). */
  gone = $derived(this.loaded && !this.formOpen && this.#id && !this.shown ? this.#id : null)
  /** Progress of the running one, 0 … 1; null where none is running. */
  progress = $derived.by(() => {
    const one = this.all.find(({ state }) => state === 'running' || state === 'paused')
    return one ? one.done / Math.max(1, one.total) : null
  })

  /** Subscribes to the workbench; an earlier subscription is cancelled. */
  async follow(): Promise<void> {
    this.#stop?.abort()
    const stop = new AbortController()
    this.#stop = stop
    const title = 'The batches could not be loaded'
    await keepListening(stop.signal, {
      ask: (signal) => client.batches.watch(undefined, { signal }),
      take: async (all) => {
        notices.clear(title)
        this.#take(all)
        await this.damaged.load()
      },
      broke: (error) => void notices.failToRead(title, error),
    })
  }

  /** Also on reopening a window while a batch is running: it shows that one. */
  #take(all: BatchEntry[]): void {
    const before = new Map(this.all.map((one) => [one.id, one]))
    for (const one of all) {
      const earlier = before.get(one.id)
      if (one.state !== 'done' || !earlier || !isAtWork(earlier)) continue
      notices.say('The batch is done')
      screens.tellFinished('batches')
    }
    // Nothing has been chosen yet.
    if (this.#id === undefined) this.#id = all.find(isAtWork)?.id ?? all[0]?.id ?? null
    this.all = all
    this.loaded = true
  }

  show(id: string | null): void {
    this.#id = id
  }

  /** @returns whether it was started */
  begin(request: BatchRequest): Promise<boolean> {
    return this.#ask('The batch was not started', async () => {
      const entry = await client.batches.begin(request)
      this.all = [entry, ...this.all.filter(({ id }) => id !== entry.id)]
      this.#id = entry.id
      notices.say('The batch has started')
    })
  }

  pause = ({ id }: BatchEntry) => this.#ask('The batch was not paused', () => client.batches.pause({ id }))
  resume = ({ id }: BatchEntry) => this.#ask('The batch was not resumed', () => client.batches.resume({ id }))
  cancel = ({ id }: BatchEntry) =>
    this.#ask('The batch was not cancelled', () => client.batches.cancel({ id }))
  goOn = ({ id }: BatchEntry) =>
    this.#ask('The batch was not resumed', () => {
      const cores = preferences.current?.cores
      return client.batches.goOn(cores ? { id, cores } : { id })
    })

  save({ id }: BatchEntry): Promise<boolean> {
    return this.#ask('The table was not saved', async () => {
      const file = await client.batches.table({ id })
      saveBlob(file.name, file)
    })
  }

  /** Saves the report of an item among the others, and opens it there. */
  openReport({ id }: BatchEntry, { item }: BatchRow): Promise<boolean> {
    return this.#ask(`The report of ${item.path} was not opened`, async () => {
      const { report, notKept } = await client.batches.keepReport({ id, item: item.id })
      reports.add(report, notKept)
      screens.show('reports')
    })
  }

  async remove(id: string): Promise<void> {
    const at = this.all.findIndex((one) => one.id === id)
    if (at < 0) return
    await this.#ask('The batch was not removed', async () => {
      await client.batches.remove({ id })
      this.all = this.all.filter((one) => one.id !== id)
      if (this.#id === id) this.#id = (this.all[at] ?? this.all[at - 1])?.id ?? null
      notices.offerUndo('The batch was removed, with its reports.', async () => {
        await client.batches.restore({ id })
        this.#id = id
      })
    })
  }

  async #ask(title: string, call: () => Promise<void>): Promise<boolean> {
    notices.clear(title)
    try {
      await call()
      return true
    } catch (error) {
      notices.fail(title, error)
      return false
    }
  }
}

export const batches = new Batches()
