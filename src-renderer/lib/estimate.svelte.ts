import type { RecordedCycles } from '../../src-main/contract/cycles.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { gapsIn } from '../../src-main/contract/missing.ts'
import type { RunningWork } from '../../src-main/contract/running.ts'
import { appliedPrior } from './applied-prior.svelte.ts'
import { features } from './features.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices, wasCancelled } from './notices.svelte.ts'
import { observation, requestOf, type Subject } from './observation.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { reports } from './reports.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { ConditioningStep, PriorFile, Report, TraceView, Window } from './types.ts'
import { levelWords } from './words.ts'

/** An estimate under way. */
export interface Work {
  name: string
  sweep: string
  text: string
  /** 0 … 1 */
  progress: number
  /** Seconds since the button was pressed. */
  elapsed: number
  /** Seconds of these before it was at work: in the queue, reading, loading. And how far it was then. */
  queued: number
  begunAt: number
  /** The trace as it is put to the model, ms on the recording's clock; null where it is not known, or there is none. */
  trace: TraceView | null
  /** Of a model of the spike cycle, what it reads. */
  cycles?: RecordedCycles | undefined
}

/** Stages that say nothing of how long the others take. */
const beforeWork: readonly string[] = ['waiting', 'reading', 'loading']
const failed = 'The estimate did not finish'
const notBegun = 'The estimate was not begun'

/** What a report was made of; null where its recording was a file that is not in the library. */
function subjectOf({ recording, model }: Report): Subject | null {
  const { id, sweepIndex, conditioning, window, rescaling } = recording
  return id === null
    ? null
    : { recordingId: id, sweep: sweepIndex, modelId: model.id, conditioning, window, rescaling }
}

/** What an estimate is asked for with, beside its subject. */
interface Asked {
  prior: PriorFile | null
  noise?: string | undefined
  seed?: number
  stimulus?: Window | null | undefined
}

/** The estimate under way, and of each sweep the last one that finished. */
class Estimate {
  work = $state<Work | null>(null)
  #reports = $state.raw<Readonly<Record<string, Report>>>({})
  /** Of the open recording and sweep. */
  report = $derived<Report | null>(
    (recordings.current && this.#reports[`${recordings.current.id}/${recordings.sweep}`]) ?? null,
  )
  /** What the screen shows while no estimate is under way: the last report, or estimates over time and their form. */
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

  /** Estimates what is chosen; a second press while one is under way does nothing. */
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
   * Makes a report again from what it says: the same recording, conditioning, window, rescaling, model and seed.
   * @param change a prior in place of the report's; a kind of noise in place of the prior's, or `byEvidence`
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

  /** Puts the recording and sweep of a report to another model, which is the chosen one from now on. */
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
      // How much another model reads, and on what scale, is for it to propose, unless a person chose the stretch.
      window: recordings.window,
      rescaling: null,
    }
    const what = { name: recording.name, sweep: recording.sweep, trace: null }
    await this.#run(subject, what, { prior: null, stimulus: features.stimulusOf(recording.id) })
  }

  /** Estimates the recording of a report once more, with one thing done to it first, which stays among what is done to it. */
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

  /** Estimates a stretch that was estimated before as a part of something larger: the same numbers, as a report. */
  async runWindow(
    subject: Subject,
    what: Pick<Work, 'name' | 'sweep'>,
    { prior, seed }: { prior: PriorFile | null; seed: number },
  ): Promise<void> {
    if (!this.work) await this.#run(subject, { ...what, trace: null }, { prior, seed })
  }

  cancel(): void {
    if (!this.work) return
    this.#stop?.abort()
    this.work = null
    notices.say('The estimate was cancelled')
  }

  /** Takes up an estimate that was under way before this page was there. */
  async resume({ id, request, seconds }: Extract<RunningWork, { kind: 'estimate' }>): Promise<void> {
    const recording = recordings.all.find((one) => one.id === request.recordingId)
    if (this.work || !recording) return
    const what = { name: recording.name, sweep: recording.sweeps[request.sweep]?.name ?? '', trace: null }
    await this.#listen(what, seconds, (signal) => client.running.estimate({ id }, { signal }))
  }

  /** Shows a kept report with its recording and sweep. @throws NagumoError */
  async openReport(id: string): Promise<void> {
    const known = Object.values(this.#reports).find((one) => one.id === id)
    const report = known ?? (await client.reports.get({ id }))
    this.#take(report)
    if (report.recording.id !== null) this.#open(report.recording.id, report.recording.sweepIndex)
    this.front = 'report'
  }

  /** The last report of the open sweep out of view; it stays under Reports. */
  putAway(): void {
    const of = this.report?.id
    this.#reports = Object.fromEntries(Object.entries(this.#reports).filter(([, { id }]) => id !== of))
    this.front = 'report'
  }

  /** Puts a report in the place of the one of the same id. */
  replace(report: Report): void {
    if (Object.values(this.#reports).some(({ id }) => id === report.id)) this.#take(report)
  }

  #take(report: Report): void {
    const { id, sweepIndex } = report.recording
    this.#reports = { ...this.#reports, [`${id}/${sweepIndex}`]: report }
  }

  /** What is estimated is open, so that the window names it. */
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

  /** From what an estimate says first to its end. @param seconds since it was begun */
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
      if (this.#stop === stop) this.work = null
    }
  }

  #finish(report: Report, notKept?: string): void {
    this.#take(report)
    const { id, sweepIndex } = report.recording
    // Who waits for it sees it, whichever recording was opened meanwhile.
    if (screens.current === 'estimate' && id !== null) this.#open(id, sweepIndex)
    // Who reads another report goes on reading.
    reports.add(report, notKept, screens.current !== 'reports')
    screens.tellFinished('estimate')
    const kept = notKept === undefined ? '' : ' The report is not kept.'
    notices.say(`Done: ${levelWords[report.verdict.level]}. ${report.verdict.headline}${kept}`)
  }
}

export const estimate = new Estimate()
