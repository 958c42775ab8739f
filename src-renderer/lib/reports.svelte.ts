import { entryOf } from '../../src-main/contract/report-entry.ts'
import { saveText } from './download.ts'
import { client } from './link.ts'
import { messageOf, notices } from './notices.svelte.ts'
import type { Report, ReportEntry } from './types.ts'

/** The kept reports, newest first, and which one is open. */
class Reports {
  all = $state.raw<ReportEntry[]>([])
  loaded = $state(false)
  open = $state.raw<Report | null>(null)
  failure = $state<string | null>(null)
  #id = $state<string | null>(null)

  current = $derived(this.all.find((r) => r.id === this.#id) ?? this.all[0] ?? null)

  async load(): Promise<void> {
    try {
      this.all = await client.reports.list()
    } catch (error) {
      notices.fail('The reports were not read', error)
    }
    this.loaded = true
  }

  choose(id: string): void {
    this.#id = id
  }

  /** Fetches a report to show it. Returns what stops the question. */
  follow(id: string): () => void {
    if (this.open?.id === id) return () => {}
    const stop = new AbortController()
    this.failure = null
    client.reports.get({ id }, { signal: stop.signal }).then(
      (report) => {
        if (!stop.signal.aborted) this.open = report
      },
      (error) => {
        if (stop.signal.aborted) return
        this.open = null
        this.failure = messageOf(error)
      },
    )
    return () => stop.abort()
  }

  /** Takes a report that has just been made into the list. */
  add(report: Report): void {
    this.all = [entryOf(report), ...this.all.filter((r) => r.id !== report.id)]
    this.#id = report.id
    this.open = report
  }

  async save(id: string, as: 'json' | 'csv'): Promise<void> {
    try {
      const { fileName, mime, text } = await client.reports.export({ id, as })
      saveText(fileName, mime, text)
    } catch (error) {
      notices.fail('The report was not saved', error)
    }
  }

  async remove(id: string): Promise<void> {
    const at = this.all.findIndex((r) => r.id === id)
    if (at < 0) return
    const removed = this.all[at]
    try {
      await client.reports.remove({ id })
    } catch (error) {
      notices.fail('The report was not removed', error)
      return
    }
    const wasOpen = this.current?.id === id
    this.all = this.all.filter((r) => r.id !== id)
    if (wasOpen) this.#id = (this.all[at] ?? this.all[at - 1])?.id ?? null
    notices.offerUndo(`The report of ${removed.recordingName} was removed.`, async () => {
      await client.reports.restore({ id })
      this.all = [...this.all.slice(0, at), removed, ...this.all.slice(at)]
      this.#id = id
    })
  }
}

export const reports = new Reports()
