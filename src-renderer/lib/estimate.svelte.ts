import { NagumoError } from '../../src-main/contract/errors.ts'
import { gapsIn } from '../../src-main/contract/missing.ts'
import type { RunningWork } from '../../src-main/contract/running.ts'
import { appliedPrior } from './applied-prior.svelte.ts'
import { beforeWork, type Work } from './estimate-work.ts'
import { features } from './features.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices, wasCancelled } from './notices.svelte.ts'
import { observation, requestOf, type Subject } from './observation.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { reports } from './reports.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { ConditioningStep, PriorFile, Report, Window } from './types.ts'
import { levelWords } from './words.ts'

const failed = 'The estimate did not finish'
const notBegun = 'The estimate was not started'

/** The subject of a report; null where its recording was a file that is not in the library. */
function subjectOf({ recording, model }: Report): Subject | null {
  const { id, sweepIndex, conditioning, window, rescaling } = recording
  return id === null
    ? null
    : { recordingId: id, sweep: sweepIndex, modelId: model.id, conditioning, window, rescaling }
}

/** Options of an estimate request, besides its subject. */
interface Asked {
  prior: PriorFile | null
  noise?: string | undefined
  seed?: number
  stimulus?: Window | null | undefined
}

/** The running estimate, and the last finished one of each sweep. */
class Estimate {
  work = $state<Work | null>(null)
  /** Of the running estimate, once its numbers are known. */
  #preliminary = $state.raw<Report | null>(null)
  #reports = $state.raw<Readonly<Record<string, Report>>>({})
  /** For the open recording and sweep. */
  report = $derived<Report | null>(
    (recordings.current && this.#reports[`${recordings.current.id}/${recordings.sweep}`]) ?? null,
  )
  /** Of the running estimate, if it is of the open recording and sweep. */
  preliminary = $derived<Report | null>(
    this.#preliminary?.recording.id === recordings.current?.id &&
      this.#preliminary?.recording.sweepIndex === recordings.sweep
      ? this.#preliminary
      : null,
  )
  /** What the screen shows while no estimate is running: the last report, or estimates over time and their form. */
  front = $state<'report' | 'form' | 'series'>('report')
  #stop: AbortController | null = null

  subject = $derived<Subject | null>(
    recordings.current && models.current && recordingWorks.isRead(recordings.current.id)
      ? {
          recordingId: recordings.current.id,
          sweep: recordings.sweep,
          modelId: models.current.id,
          conditioning: recordings.conditioning,
          window: recordings.window,
          rescaling: recordings.rescaling,
        }
      : null,
  )

  /** Estimates the current choice; ignored while one is running. */
  async start(): Promise<void> {
    const { subject } = this
    const recording = recordings.current
    if (!subject || !recording || this.work) return
    notices.clear(notBegun)
    if (observation.refused) {
      notices.fail(notBegun, new NagumoError('WINDOW_INVALID', observation.failure ?? ''))
      return
    }
    const sweep = recording.sweeps[subject.sweep].name
    const trace = observation.trace('recording')
    const cycles = observation.preview?.cycles
    await this.#run(
      subject,
      { name: recording.name, sweep, trace, cycles },
      {
        prior: appliedPrior.chosen,
        stimulus: features.stimulusOf(recording.id),
      },
    )
  }

  /**
   * Repeats a report with its recording, conditioning, window, rescaling, model and seed.
   * @param change a prior instead of the report's; a noise model instead of the prior's, or `byEvidence`
   */
  async repeat(report: Report, change: { prior?: PriorFile; noise?: string } = {}): Promise<void> {
    const { prior = report.appliedPrior, noise } = change
    const { recording, seed } = report
    const subject = subjectOf(report)
    if (!subject || this.work) return
    const stimulus = report.features?.stimulus
    const { t, observed } = report.fit
    const trace = {
      t,
      v: observed,
      gaps: gapsIn(t, observed),
      complete: true,
      spikes: report.fit.spikes.observed,
    }
    await this.#run(
      subject,
      { name: recording.name, sweep: recording.sweep, trace },
      { prior, noise, seed, stimulus },
    )
  }

  /** Estimates the recording and sweep of a report with another model, which is selected from then on. */
  async tryModel({ recording }: Report, modelId: string): Promise<void> {
    if (!recording.id || this.work) return
    recordings.choose(recording.id)
    recordings.setSweep(recording.sweepIndex)
    models.choose(modelId)
    appliedPrior.choose(null)
    const subject = {
      recordingId: recording.id,
      sweep: recording.sweepIndex,
      modelId,
      conditioning: recording.conditioning,
      // The other model proposes its own window and scale, unless the user chose the window.
      window: recordings.window,
      rescaling: null,
    }
    const what = { name: recording.name, sweep: recording.sweep, trace: null }
    await this.#run(subject, what, { prior: null, stimulus: features.stimulusOf(recording.id) })
  }

  /** Estimates the recording of a report again with one more conditioning step, which is added to its steps. */
  async tryStep(report: Report, step: ConditioningStep): Promise<void> {
    const { recording, appliedPrior: prior } = report
    const subject = subjectOf(report)
    if (!subject || !recording.id || this.work) return
    recordings.choose(recording.id)
    recordings.setSweep(recording.sweepIndex)
    subject.conditioning = [...recording.conditioning, step]
    recordings.setConditioning(subject.conditioning)
    const what = { name: recording.name, sweep: recording.sweep, trace: null }
    await this.#run(subject, what, { prior, stimulus: features.stimulusOf(recording.id) })
  }

  /** Estimates a window that was part of a series: the same numbers, as a report. */
  async runWindow(
    subject: Subject,
    what: Pick<Work, 'name' | 'sweep'>,
    { prior, seed }: { prior: PriorFile | null; seed: number },
  ): Promise<void> {
    if (!this.work) await this.#run(subject, { ...what, trace: null }, { prior, seed })
  }

  cancel(): void {
    if (!this.work) return
    const known = this.#preliminary
    this.#stop?.abort()
    this.work = null
    this.#preliminary = null
    // It is saved as it is, so that numbers that were shown stay.
    if (known) this.#finish(known)
    else notices.say('The estimate was cancelled')
  }

  /** Resumes an estimate that was running before this page was loaded. */
  async resume({ id, request, seconds }: Extract<RunningWork, { kind: 'estimate' }>): Promise<void> {
    const recording = recordings.all.find((one) => one.id === request.recordingId)
    if (this.work || !recording) return
    const what = { name: recording.name, sweep: recording.sweeps[request.sweep]?.name ?? '', trace: null }
    await this.#listen(what, seconds, (signal) => client.running.estimate({ id }, { signal }))
  }

  /** Shows a saved report with its recording and sweep. @throws NagumoError */
  async openReport(id: string): Promise<void> {
    const known = Object.values(this.#reports).find((one) => one.id === id)
    const report = known ?? (await client.reports.get({ id }))
    this.#take(report)
    if (report.recording.id !== null) this.#open(report.recording.id, report.recording.sweepIndex)
    this.front = 'report'
  }

  /** Hides the last report of the open sweep; it stays under Reports. */
  putAway(): void {
    const of = this.report?.id
    this.#reports = Object.fromEntries(Object.entries(this.#reports).filter(([, { id }]) => id !== of))
    this.front = 'report'
  }

  /** Replaces the report with the same id. */
  replace(report: Report): void {
    if (Object.values(this.#reports).some(({ id }) => id === report.id)) this.#take(report)
  }

  #take(report: Report): void {
    const { id, sweepIndex } = report.recording
    this.#reports = { ...this.#reports, [`${id}/${sweepIndex}`]: report }
  }

  /** Opens the recording being estimated, so that the window names it. */
  #open(recordingId: string, sweep: number): void {
    if (!recordings.all.some(({ id }) => id === recordingId)) return
    recordings.choose(recordingId)
    if (recordings.sweep !== sweep) recordings.setSweep(sweep)
  }

  async #run(
    subject: Subject,
    what: Pick<Work, 'name' | 'sweep' | 'trace' | 'cycles'>,
    { prior, noise, seed, stimulus }: Asked,
  ): Promise<void> {
    screens.show('estimate')
    this.#open(subject.recordingId, subject.sweep)
    this.front = 'report'
    const { id, ...rest } = requestOf(subject)
    await this.#listen(what, 0, (signal) =>
      client.estimates.run(
        {
          recordingId: id,
          ...rest,
          ...(prior && { prior }),
          ...(noise !== undefined && { noise }),
          ...(seed !== undefined && { seed }),
          ...(stimulus !== undefined && { stimulus: stimulus && { ...stimulus } }),
        },
        { signal },
      ),
    )
  }

  /** Follows an estimate from its first message to its end. @param seconds since it was started */
  async #listen(
    what: Pick<Work, 'name' | 'sweep' | 'trace' | 'cycles'>,
    seconds: number,
    begin: (signal: AbortSignal) => ReturnType<typeof client.estimates.run>,
  ): Promise<void> {
    notices.clear(failed)
    const stop = new AbortController()
    this.#stop = stop
    this.work = { ...what, text: 'starting', progress: 0, elapsed: seconds, queued: 0, begunAt: 0 }
    let waits = true
    notices.say(`Estimating ${what.name}`)
    const began = performance.now() - seconds * 1000
    const clock = setInterval(() => {
      if (this.work && this.#stop === stop) this.work.elapsed = (performance.now() - began) / 1000
    }, 100)
    try {
      for await (const event of await begin(stop.signal)) {
        if (stop.signal.aborted) return
        if (event.type === 'report') this.#finish(event.report, event.notKept)
        else if (event.type === 'preliminary') this.#preliminary = event.report
        else if (this.work) {
          if (this.work.text !== event.text) this.work.text = event.text
          this.work.progress = Math.max(this.work.progress, event.progress)
          if (waits) Object.assign(this.work, { queued: this.work.elapsed, begunAt: event.progress })
          waits = beforeWork.includes(event.stage)
        }
      }
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) {
        notices.fail(failed, error, undefined, 'estimate')
        notices.say(screens.current === 'estimate' ? '' : failed)
      }
    } finally {
      clearInterval(clock)
      if (this.#stop === stop) {
        this.work = null
        this.#preliminary = null
      }
    }
  }

  #finish(report: Report, notKept?: string): void {
    this.#take(report)
    const { id, sweepIndex } = report.recording
    // A user who waits for it sees it, whichever recording was opened meanwhile.
    if (screens.current === 'estimate' && id !== null) this.#open(id, sweepIndex)
    // A user who reads another report is not interrupted.
    reports.add(report, notKept, screens.current !== 'reports')
    screens.tellFinished('estimate')
    const kept = notKept === undefined ? '' : ' The report is not saved.'
    notices.say(`Done: ${levelWords[report.verdict.level]}. ${report.verdict.headline}${kept}`)
  }
}

export const estimate = new Estimate()
