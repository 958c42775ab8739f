import type { RunningWork } from '../../src-main/contract/running.ts'
import { estimate } from './estimate.svelte.ts'
import { features } from './features.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices, wasCancelled } from './notices.svelte.ts'
import { overTimeForm } from './over-time-form.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'
import { series } from './series.svelte.ts'
import type { OverTimeWork, SeriesInView } from './series-in-view.ts'
import { type AskedSubject, repeatRequest, type SeriesRequest, subjectOf } from './series-request.ts'
import type { Series, SeriesParameter, SeriesPlan, SeriesWindow } from './types.ts'

const failed = 'The estimates over time did not finish'

/** Estimates over time: the running series, and the last one shown. */
class OverTime {
  work = $state<OverTimeWork | null>(null)
  /** Running or finished. */
  shown = $state.raw<SeriesInView | null>(null)
  finished = $state.raw<Series | null>(null)
  /** The series shown, where it belongs to the open recording and sweep. */
  inView = $derived(
    this.shown &&
      this.shown.recording.id === recordings.current?.id &&
      this.shown.recording.sweepIndex === recordings.sweep
      ? this.shown
      : null,
  )
  #stop: AbortController | null = null
  #id: string | null = null

  /** Hides it; it stays under Reports. */
  putAway(): void {
    this.shown = null
    this.finished = null
    estimate.front = 'report'
  }

  async start(): Promise<void> {
    const { request } = overTimeForm
    const recording = recordings.current
    if (!request || !recording || models.unsuitable || this.work || estimate.work) return
    const stimulus = features.stimulusOf(recording.id)
    await this.#run({
      ...request,
      ...(stimulus !== undefined && { stimulus: stimulus && { ...stimulus } }),
    })
  }

  /** Repeats a series with its settings. */
  async repeat(of: Series): Promise<void> {
    const request = repeatRequest(of)
    if (request && !this.work && !estimate.work) await this.#run(request)
  }

  /** Resumes a stopped series; finished windows are not repeated. */
  async continue(of: Series): Promise<void> {
    if (this.work || estimate.work) return
    const { recording, model, id } = of
    this.#begin(recording)
    await this.#follow({ recording, model }, 0, (signal) =>
      client.estimates.continueOverTime({ id }, { signal }),
    )
    if (this.finished) return
    this.shown = of
    this.finished = of
  }

  /** Stops the running series; finished windows are saved. */
  async end(): Promise<void> {
    if (!this.work || this.work.ending) return
    this.work.ending = true
    if (this.#id === null || !this.shown?.windows.length) {
      this.#stop?.abort()
      this.work = null
      this.shown = null
      estimate.front = 'form'
      notices.say('The estimates over time were cancelled')
      return
    }
    try {
      await client.estimates.endOverTime({ id: this.#id })
    } catch (error) {
      notices.fail(failed, error, undefined, 'estimate')
    }
  }

  /** The estimate of one window, as a report of its own that links back. */
  async openWindow(of: Series, { window, seed }: SeriesWindow): Promise<void> {
    const { recording, model, plan, appliedPrior: prior } = of
    if (!recording.id || this.work || estimate.work) return
    this.shown = of
    this.finished = of
    const { conditioning } = recording
    await estimate.runWindow(
      {
        recordingId: recording.id,
        sweep: recording.sweepIndex,
        modelId: model.id,
        conditioning,
        window,
        rescaling: plan.rescaling,
      },
      { name: recording.name, sweep: recording.sweep },
      { prior, seed },
    )
  }

  async #run(request: SeriesRequest): Promise<void> {
    const subject = subjectAsked(request)
    if (!subject) return
    this.#begin(subject.recording)
    await this.#follow(subject, 0, (signal) => client.estimates.overTime(request, { signal }))
  }

  /** Resumes a series that was running before this page was loaded. */
  async resume({ id, request, seconds }: Extract<RunningWork, { kind: 'series' }>): Promise<void> {
    if (this.work) return
    const subject =
      'continued' in request ? await client.series.get({ id: request.continued }) : subjectAsked(request)
    if (!subject) return
    const { recording, model } = subject
    estimate.front = 'series'
    await this.#follow({ recording, model }, seconds, (signal) => client.running.series({ id }, { signal }))
  }

  /** Shows a saved series. @throws NagumoError */
  async openSeries(id: string): Promise<void> {
    if (this.finished?.id !== id) {
      const kept = await client.series.get({ id })
      this.shown = kept
      this.finished = kept
    }
    if (this.finished) openSweep(this.finished.recording)
    estimate.front = 'series'
  }

  #begin(of: SeriesInView['recording']): void {
    screens.show('estimate')
    openSweep(of)
    estimate.front = 'series'
  }

  /** Follows a series from its first message to its end. @param seconds since it was started */
  async #follow(
    subject: Pick<SeriesInView, 'recording' | 'model'>,
    seconds: number,
    begin: (signal: AbortSignal) => ReturnType<typeof client.estimates.overTime>,
  ): Promise<void> {
    notices.clear(failed)
    const stop = new AbortController()
    this.#stop = stop
    this.#id = null
    this.shown = null
    this.finished = null
    this.work = { text: 'starting', progress: 0, secondsLeft: null, elapsed: seconds, ending: false }
    notices.say(`Estimating ${subject.recording.name} over time`)
    const began = performance.now() - seconds * 1000
    const clock = setInterval(() => {
      if (this.work && this.#stop === stop) this.work.elapsed = (performance.now() - began) / 1000
    }, 100)
    let windows: SeriesWindow[] = []
    let parameters: SeriesParameter[] = []
    let plan: SeriesPlan | null = null
    const show = () => {
      if (plan) this.shown = { ...subject, plan, windows, parameters, changes: null }
    }
    try {
      const events = await begin(stop.signal)
      for await (const event of events) {
        if (stop.signal.aborted) return
        if (event.type === 'plan') {
          this.#id = event.id
          plan = event.plan
          show()
        } else if (event.type === 'stage' && this.work) {
          this.work.text = event.text
          this.work.progress = Math.max(this.work.progress, event.progress)
          this.work.secondsLeft = event.secondsLeft
        } else if (event.type === 'window') {
          windows = [...windows, event.window]
          parameters = event.parameters ?? parameters
          show()
        } else if (event.type === 'series') this.#finish(event.series, event.notKept)
      }
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) {
        notices.fail(failed, error, undefined, 'estimate')
        notices.say(screens.current === 'estimate' ? '' : failed)
        await this.#showKept()
      }
    } finally {
      clearInterval(clock)
      if (this.#stop === stop) {
        this.work = null
        if (!this.finished) this.shown = null
      }
    }
  }

  /** Windows finished before a failure are in the library. */
  async #showKept(): Promise<void> {
    const id = this.#id
    await series.load()
    if (id === null || !series.all.some((one) => one.id === id)) return
    try {
      this.#finish(await client.series.get({ id }))
    } catch (error) {
      notices.fail('The series was not read', error, undefined, 'estimate')
    }
  }

  #finish(done: Series, notKept?: string): void {
    this.shown = done
    this.finished = done
    const estimated = done.windows.filter(({ outcome }) => outcome === 'estimated')
    const seconds = estimated.reduce((sum, one) => sum + one.seconds, 0) / estimated.length
    if (estimated.length > 0) overTimeForm.measured(done.model.id, seconds)
    series.add(done, notKept, screens.current !== 'reports')
    screens.tellFinished('estimate')
    notices.say(`Done: ${done.changes.text[0]}${notKept === undefined ? '' : ' The series is not saved.'}`)
  }
}

/** Opens the recording shown, so that the window names it. */
function openSweep({ id, sweepIndex }: SeriesInView['recording']): void {
  if (id === null || !recordings.all.some((one) => one.id === id)) return
  recordings.choose(id)
  if (recordings.sweep !== sweepIndex) recordings.setSweep(sweepIndex)
}

/** Null where its recording or its model does not exist. */
function subjectAsked(request: AskedSubject): Pick<SeriesInView, 'recording' | 'model'> | null {
  const recording = recordings.all.find(({ id }) => id === request.recordingId)
  const model = models.all.find(({ id }) => id === request.modelId)
  return recording && model ? subjectOf(request, recording, model) : null
}

export const overTime = new OverTime()
