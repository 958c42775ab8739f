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

/** A running cell estimate. */
export interface CellWork {
  name: string
  text: string
  /** 0 … 1; null where unknown. */
  share: number | null
  secondsLeft: number | null
  /** Seconds since the start. */
  elapsed: number
}

/** The user's choices for the family of one recording. */
type FamilyChoice = NonNullable<RecordingWork['family']>

/** Family request to the workbench. */
export interface FamilyRequest {
  recordingId: string
  leaveOut: number[]
  stated?: StatedSteps
}

const failed = 'The cell’s estimate did not finish'
/** Errors that the user can resolve by stating the current. */
const wantsCurrent = ['CURRENT_UNKNOWN', 'CURRENT_MISMATCH', 'VOLTAGE_CLAMP']

/** The family of the open recording: its choices, its running estimate, and the last report. */
class Cell {
  work = $state<CellWork | null>(null)
  report = $state.raw<CellReport | null>(null)
  /** Whether the last report or the family is shown. */
  front = $state<'family' | 'report'>('family')
  protocol = $state.raw<CellProtocol | null>(null)
  failure = $state.raw<{ text: string; wantsCurrent: boolean } | null>(null)
  /** Amplitudes of the open recording's sweeps where known, pA; including sweeps excluded since. */
  amplitudes = $state.raw<Record<number, number>>({})
  /** The selected sweep of a report, by id. */
  sweepOf = $state<Record<string, number>>({})
  #of: string | null = null
  #stop: AbortController | null = null

  #choice = $derived<FamilyChoice>(recordingWorks.of(recordings.current?.id).family ?? untouched)
  leaveOut = $derived(this.#choice.leaveOut)
  stated = $derived(this.#choice.stated)
  /** The highlighted sweep. */
  sweep = $derived(Math.min(this.#choice.sweep, Math.max(0, (recordings.current?.sweeps.length ?? 1) - 1)))

  /** Null unless a recording with several sweeps is open. */
  request = $derived.by<FamilyRequest | null>(() => {
    const { current } = recordings
    if (!current || current.sweeps.length < 2 || !recordingWorks.isRead(current.id)) return null
    // Plain values without Svelte's proxies: they are sent to another process.
    const stated = this.stated && { ...this.stated, amplitudes: [...this.stated.amplitudes] }
    return { recordingId: current.id, leaveOut: [...this.leaveOut], ...(stated && { stated }) }
  })

  /** The report of the open recording, where that is shown. */
  shown = $derived(
    this.front === 'report' && this.report && this.report.recording.id === recordings.current?.id
      ? this.report
      : null,
  )

  canStart = $derived(this.request !== null && this.protocol !== null && this.work === null)

  chooseSweep(sweep: number): void {
    this.#change({ sweep })
  }

  /** Excludes a sweep from the estimate, or includes it again. */
  toggle(sweep: number): void {
    const { leaveOut } = this
    this.#change({
      leaveOut: leaveOut.includes(sweep)
        ? leaveOut.filter((one) => one !== sweep)
        : [...leaveOut, sweep].sort((a, b) => a - b),
    })
  }

  /** The injected current stated by the user; null uses the file's. */
  state(stated: StatedSteps | null): void {
    this.#change({ stated })
  }

  #change(part: Partial<FamilyChoice>): void {
    const id = recordings.current?.id
    if (id) recordingWorks.change(id, { family: { ...this.#choice, ...part } })
  }

  /** Requests how the injected current is interpreted. Returns a function that cancels the request. */
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

  /** Estimates the open family; ignored while one is running. */
  async start(): Promise<void> {
    const { request } = this
    const recording = recordings.current
    if (!request || !recording || !this.canStart) return
    await this.#run(recording.name, request)
  }

  /** Whether a report can be repeated: its recording exists, and its stated current is known. */
  canRepeat({ recording, protocol }: CellReport): boolean {
    const there = recordings.all.some(({ id }) => id === recording.id)
    const stated = recording.id !== null && recordingWorks.of(recording.id).family?.stated
    return there && this.work === null && (protocol.from === 'file' || !!stated)
  }

  /** Repeats a report: the same sweeps, current and seed. */
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

  /** Resumes an estimate that was running before this page was loaded. */
  async resume({ id, request, seconds }: Extract<RunningWork, { kind: 'cell' }>): Promise<void> {
    const recording = recordings.all.find((one) => one.id === request.recordingId)
    if (!this.work && recording)
      await this.#listen(recording.name, seconds, (signal) => client.running.cell({ id }, { signal }))
  }

  /** Shows a saved report of the open recording. @throws NagumoError */
  async openReport(id: string): Promise<void> {
    if (this.report?.id !== id) this.report = await client.cells.get({ id })
    this.front = 'report'
  }

  /** Follows an estimate from its first message to its end. @param seconds since it was started */
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
    const kept = notKept === undefined ? '' : ' The report is not saved.'
    notices.say(`Done: ${levelWords[report.verdict.level]}. ${report.verdict.headline}${kept}`)
  }
}

const untouched: FamilyChoice = { leaveOut: [], sweep: 0, stated: null }

export const cell = new Cell()
