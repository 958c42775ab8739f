import { NagumoError } from '../../src-main/contract/errors.ts'
import type { RunningWork } from '../../src-main/contract/running.ts'
import type { RecordingWork } from '../../src-main/contract/work.ts'
import { cells } from './cells.svelte.ts'
import { client } from './link.ts'
import { messageOf, notices, wasCancelled } from './notices.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { CellProtocol, CellReport, StatedSteps } from './types.ts'
import { levelWords } from './words.ts'

/** A cell's estimate under way. */
export interface CellWork {
  name: string
  text: string
  /** 0 … 1; null where it is not known. */
  share: number | null
  secondsLeft: number | null
  /** Seconds since the button was pressed. */
  elapsed: number
}

/** What a person chose for the family of one recording. */
type FamilyChoice = NonNullable<RecordingWork['family']>

/** What is asked of the workbench about a family. */
export interface FamilyRequest {
  recordingId: string
  leaveOut: number[]
  stated?: StatedSteps
}

const failed = 'The cell’s estimate did not finish'
/** Stating the current is the way on from these. */
const wantsCurrent = ['CURRENT_UNKNOWN', 'CURRENT_MISMATCH', 'VOLTAGE_CLAMP']

/** The family of the open recording: what was chosen of it, its estimate under way, and the last report. */
class Cell {
  work = $state<CellWork | null>(null)
  report = $state.raw<CellReport | null>(null)
  /** Whether the last report or the family is in view. */
  front = $state<'family' | 'report'>('family')
  protocol = $state.raw<CellProtocol | null>(null)
  failure = $state.raw<{ text: string; wantsCurrent: boolean } | null>(null)
  /** Amplitudes of the open recording's sweeps as far as they are known, pA; of those left out since as well. */
  amplitudes = $state.raw<Record<number, number>>({})
  /** The chosen sweep of a report, by its id. */
  sweepOf = $state<Record<string, number>>({})
  #of: string | null = null
  #stop: AbortController | null = null

  #choice = $derived<FamilyChoice>(recordingWorks.of(recordings.current?.id).family ?? untouched)
  leaveOut = $derived(this.#choice.leaveOut)
  stated = $derived(this.#choice.stated)
  /** The sweep that is told apart. */
  sweep = $derived(Math.min(this.#choice.sweep, Math.max(0, (recordings.current?.sweeps.length ?? 1) - 1)))

  /** Null where no recording with several sweeps is open. */
  request = $derived.by<FamilyRequest | null>(() => {
    const { current } = recordings
    if (!current || current.sweeps.length < 2 || !recordingWorks.isRead(current.id)) return null
    // Values as they are, without Svelte's proxies: they cross to another process.
    const stated = this.stated && { ...this.stated, amplitudes: [...this.stated.amplitudes] }
    return { recordingId: current.id, leaveOut: [...this.leaveOut], ...(stated && { stated }) }
  })

  /** The report of the open recording, where that is what is in view. */
  shown = $derived(
    this.front === 'report' && this.report && this.report.recording.id === recordings.current?.id
      ? this.report
      : null,
  )

  canStart = $derived(this.request !== null && this.protocol !== null && this.work === null)

  chooseSweep(sweep: number): void {
    this.#change({ sweep })
  }

  /** Takes a sweep out of the estimate, or back into it. */
  toggle(sweep: number): void {
    const { leaveOut } = this
    this.#change({
      leaveOut: leaveOut.includes(sweep)
        ? leaveOut.filter((one) => one !== sweep)
        : [...leaveOut, sweep].sort((a, b) => a - b),
    })
  }

  /** What a person says of the injected current; null leaves it to the file. */
  state(stated: StatedSteps | null): void {
    this.#change({ stated })
  }

  #change(part: Partial<FamilyChoice>): void {
    const id = recordings.current?.id
    if (id) recordingWorks.change(id, { family: { ...this.#choice, ...part } })
  }

  /** Asks what the injected current is understood as. Returns what stops the question. */
  follow(request: FamilyRequest): () => void {
    const of = JSON.stringify([request.recordingId, request.stated])
    if (of !== this.#of) {
      this.#of = of
      this.protocol = null
      this.failure = null
      this.amplitudes = {}
    }
    const count = recordings.current?.sweeps.length ?? 0
    const stop = new AbortController()
    client.cells.protocol(request, { signal: stop.signal }).then(
      (protocol) => {
        if (stop.signal.aborted) return
        this.protocol = protocol
        this.failure = null
        const taken = Array.from({ length: count }, (_, i) => i).filter((i) => !request.leaveOut.includes(i))
        if (taken.length !== protocol.amplitudes.length) return
        const found = Object.fromEntries(taken.map((sweep, i) => [sweep, protocol.amplitudes[i]]))
        this.amplitudes = { ...this.amplitudes, ...found }
      },
      (error) => {
        if (stop.signal.aborted) return
        this.protocol = null
        const code: string = error instanceof NagumoError ? error.code : ''
        this.failure = { text: messageOf(error), wantsCurrent: wantsCurrent.includes(code) }
      },
    )
    return () => stop.abort()
  }

  /** Estimates the open family; a second press while one is under way does nothing. */
  async start(): Promise<void> {
    const { request } = this
    const recording = recordings.current
    if (!request || !recording || !this.canStart) return
    await this.#run(recording.name, request)
  }

  /** Whether a report can be made again: its recording is here, and what was stated of the current is known. */
  canRepeat({ recording, protocol }: CellReport): boolean {
    const there = recordings.all.some(({ id }) => id === recording.id)
    const stated = recording.id !== null && recordingWorks.of(recording.id).family?.stated
    return there && this.work === null && (protocol.from === 'file' || !!stated)
  }

  /** Makes a report again: the same sweeps, current and seed. */
  async repeat(report: CellReport): Promise<void> {
    const recording = recordings.all.find(({ id }) => id === report.recording.id)
    if (!recording || !this.canRepeat(report)) return
    recordings.choose(recording.id)
    const taken = new Set(report.features.sweeps.map(({ sweep }) => sweep))
    const leaveOut = recording.sweeps.flatMap((_, i) => (taken.has(i) ? [] : [i]))
    this.#change({ leaveOut })
    const { request } = this
    if (request) await this.#run(recording.name, request, report.seed)
  }

  cancel(): void {
    if (!this.work) return
    this.#stop?.abort()
    this.work = null
    notices.say('The cell’s estimate was cancelled')
  }

  async #run(name: string, request: FamilyRequest, seed?: number): Promise<void> {
    screens.show('cell')
    await this.#listen(name, 0, (signal) =>
      client.cells.estimate({ ...request, ...(seed !== undefined && { seed }) }, { signal }),
    )
  }

  /** Takes up an estimate that was under way before this page was there. */
  async resume({ id, request, seconds }: Extract<RunningWork, { kind: 'cell' }>): Promise<void> {
    const recording = recordings.all.find((one) => one.id === request.recordingId)
    if (!this.work && recording)
      await this.#listen(recording.name, seconds, (signal) => client.running.cell({ id }, { signal }))
  }

  /** Shows a report that is kept, of the recording that is open. @throws NagumoError */
  async openReport(id: string): Promise<void> {
    if (this.report?.id !== id) this.report = await client.cells.get({ id })
    this.front = 'report'
  }

  /** From what an estimate says first to its end. @param seconds since it was begun */
  async #listen(
    name: string,
    seconds: number,
    begin: (signal: AbortSignal) => ReturnType<typeof client.cells.estimate>,
  ): Promise<void> {
    notices.clear(failed)
    const stop = new AbortController()
    this.#stop = stop
    this.work = { name, text: 'starting', share: null, secondsLeft: null, elapsed: seconds }
    notices.say(`Estimating the cell of ${name}`)
    const began = performance.now() - seconds * 1000
    const clock = setInterval(() => {
      if (this.work && this.#stop === stop) this.work.elapsed = (performance.now() - began) / 1000
    }, 100)
    try {
      for await (const event of await begin(stop.signal)) {
        if (stop.signal.aborted) return
        if (event.type === 'report') this.#finish(event.report, event.notKept)
        else if (this.work) {
          const { text, share, secondsLeft } = event
          Object.assign(this.work, { text, share, secondsLeft })
        }
      }
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) {
        notices.fail(failed, error, undefined, 'cell')
        notices.say('')
      }
    } finally {
      clearInterval(clock)
      if (this.#stop === stop) this.work = null
    }
  }

  #finish(report: CellReport, notKept?: string): void {
    this.report = report
    this.front = 'report'
    cells.add(report, notKept, screens.current !== 'reports')
    screens.tellFinished('cell')
    const kept = notKept === undefined ? '' : ' The report is not kept.'
    notices.say(`Done: ${levelWords[report.verdict.level]}. ${report.verdict.headline}${kept}`)
  }
}

const untouched: FamilyChoice = { leaveOut: [], sweep: 0, stated: null }

export const cell = new Cell()
