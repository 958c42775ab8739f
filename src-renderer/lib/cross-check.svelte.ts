import type { RunningWork } from '../../src-main/contract/running.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { notices, wasCancelled } from './notices.svelte.ts'
import { reports } from './reports.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { Report } from './types.ts'

/** A running cross-check. */
export interface CrossCheckWork {
  /** The report's id. */
  id: string
  text: string
  /** 0 … 1 of its maximum duration. */
  progress: number
  secondsLeft: number | null
}

const failed = 'The cross-check did not finish'

/** The running cross-check: one at a time. */
class CrossChecking {
  work = $state<CrossCheckWork | null>(null)
  #stop: AbortController | null = null

  async start({ id, recording }: Report): Promise<void> {
    if (this.work) return
    notices.say(`Cross-checking ${recording.name}`)
    await this.#listen(id, (signal) => client.estimates.crossCheck({ id }, { signal }))
  }

  /** Resumes a cross-check that was running before this page was loaded. */
  async resume({ id, request }: Extract<RunningWork, { kind: 'crossCheck' }>): Promise<void> {
    if (!this.work) await this.#listen(request.id, (signal) => client.running.crossCheck({ id }, { signal }))
  }

  async #listen(
    id: string,
    begin: (signal: AbortSignal) => ReturnType<typeof client.estimates.crossCheck>,
  ): Promise<void> {
    notices.clear(failed)
    const stop = new AbortController()
    this.#stop = stop
    this.work = { id, text: 'starting', progress: 0, secondsLeft: null }
    try {
      for await (const event of await begin(stop.signal)) {
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
    estimate.replace(report)
    reports.replace(report, notKept)
    if (screens.current !== 'estimate') screens.tellFinished('reports')
    notices.say(`Cross-check done. ${report.crossCheck?.text ?? ''}`)
  }
}

export const crossChecking = new CrossChecking()
