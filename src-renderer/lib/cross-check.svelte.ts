import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { notices, wasCancelled } from './notices.svelte.ts'
import { reports } from './reports.svelte.ts'
import type { Report } from './types.ts'

/** A cross-check under way. */
export interface CrossCheckWork {
  /** Of which report. */
  id: string
  text: string
  /** 0 … 1 of the longest that it may take. */
  progress: number
  secondsLeft: number | null
}

const failed = 'The cross-check did not finish'

/** The cross-check under way: one at a time. */
class CrossChecking {
  work = $state<CrossCheckWork | null>(null)
  #stop: AbortController | null = null

  async start({ id, recording }: Report): Promise<void> {
    if (this.work) return
    notices.clear(failed)
    const stop = new AbortController()
    this.#stop = stop
    this.work = { id, text: 'starting', progress: 0, secondsLeft: null }
    notices.say(`Cross-checking ${recording.name}`)
    try {
      const events = await client.estimates.crossCheck({ id }, { signal: stop.signal })
      for await (const event of events) {
        if (stop.signal.aborted) return
        if (event.type === 'report') this.#finish(event.report, event.notKept)
        else this.work = { id, text: event.text, progress: event.progress, secondsLeft: event.secondsLeft }
      }
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) {
        notices.fail(failed, error)
        notices.say('')
      }
    } finally {
      if (this.#stop === stop) this.work = null
    }
  }

  cancel(): void {
    if (!this.work) return
    this.#stop?.abort()
    this.work = null
    notices.say('The cross-check was cancelled')
  }

  #finish(report: Report, notKept?: string): void {
    if (estimate.report?.id === report.id) estimate.report = report
    reports.replace(report, notKept)
    notices.say(`Cross-check done. ${report.crossCheck?.text ?? ''}`)
  }
}

export const crossChecking = new CrossChecking()
