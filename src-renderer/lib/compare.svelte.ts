import type { Comparison } from '../../src-main/contract/comparisons.ts'
import { comparedReports } from '../../src-main/contract/limits.ts'
import { client } from './link.ts'
import { messageOf, notices, wasCancelled } from './notices.svelte.ts'
import { reportList } from './report-list.svelte.ts'
import { reports } from './reports.svelte.ts'

const { least, most } = comparedReports

/** Reports selected for comparison, and the result. */
class Compare {
  /** Whether the list selects reports instead of opening them. */
  open = $state(false)
  /** The active row of that list. */
  cursor = $state<string | null>(null)
  result = $state.raw<Comparison | null>(null)
  working = $state(false)
  failure = $state<string | null>(null)
  #ids = $state.raw<readonly string[]>([])
  #stop: AbortController | null = null

  /** Series and cells have no posterior of a single window to compare. */
  readonly offered = $derived(reportList.found.filter(({ kind }) => kind === 'report'))
  /** In order of selection, without deleted reports. */
  readonly chosen = $derived(this.#ids.filter((id) => reports.all.some((one) => one.id === id)))
  readonly enough = $derived(this.chosen.length >= least)
  readonly full = $derived(this.chosen.length >= most)
  /** Whether the selection differs from what is shown. */
  readonly outdated = $derived(this.result?.reports.map(({ id }) => id).join() !== this.chosen.join())

  start(): void {
    this.open = true
    this.cursor = reports.current?.id ?? null
    this.#ids = this.cursor === null ? [] : [this.cursor]
    this.result = null
    this.failure = null
  }

  /** Restores the comparison from an address. @param shown whether these reports were already compared */
  reopen(ids: readonly string[], shown: boolean): void {
    this.open = true
    this.choose(ids)
    this.cursor = this.chosen.at(-1) ?? reports.current?.id ?? null
    this.failure = null
    if (!shown) this.result = null
    else if (this.outdated) void this.run()
  }

  has(id: string): boolean {
    return this.chosen.includes(id)
  }

  toggle(id: string): void {
    if (this.has(id)) this.#ids = this.chosen.filter((one) => one !== id)
    else if (this.full) notices.say(`${most} reports are selected, the most that can be compared`)
    else this.#ids = [...this.chosen, id]
  }

  choose(ids: readonly string[]): void {
    this.#ids = ids.slice(0, most)
  }

  /** Sets the group of each selected report; an empty one removes it. */
  async setGroup(group: string): Promise<void> {
    await Promise.all(this.chosen.map((id) => reports.annotate(id, { group })))
    notices.say(`Group of ${this.chosen.length} reports: ${group}`)
  }

  async run(): Promise<void> {
    if (!this.enough) return
    this.#stop?.abort()
    const stop = new AbortController()
    this.#stop = stop
    this.working = true
    this.failure = null
    try {
      const result = await client.reports.compare({ ids: [...this.chosen] }, { signal: stop.signal })
      if (stop.signal.aborted) return
      this.result = result
      notices.say(`${result.reports.length} reports are compared`)
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) this.failure = messageOf(error)
    } finally {
      if (this.#stop === stop) this.working = false
    }
  }

  close(): void {
    this.#stop?.abort()
    this.working = false
    this.open = false
    this.result = null
  }
}

export const compare = new Compare()
