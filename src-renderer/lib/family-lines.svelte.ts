import { injectedOf, picoamperesIn } from '../../src-main/contract/injected-current.ts'
import type { SweepLine } from '../../src-main/figures/charts/cell/sweeps-chart.ts'
import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { statedCorners } from './stated-steps.ts'
import type { Recording, StatedSteps, TraceView, Window } from './types.ts'

/** Maximum points of all sweeps together, and minimum per sweep. */
const mostPoints = 60_000
const leastPoints = 400

/** The sweeps of a recording and their currents, decimated, with more detail for the visible range. */
export class FamilyLines {
  voltages = $state.raw<SweepLine[]>([])
  currents = $state.raw<SweepLine[]>([])
  /** Spikes of each sweep as drawn; null until loaded. */
  spikes = $state.raw<number[] | null>(null)
  failure = $state<string | null>(null)
  readonly #recording: Recording
  #stop = new AbortController()

  constructor(recording: Recording) {
    this.#recording = recording
  }

  /** @param part the visible range; everything if omitted */
  async fetch(part?: Window): Promise<void> {
    this.#stop.abort()
    this.#stop = new AbortController()
    const { signal } = this.#stop
    const { id, sweeps } = this.#recording
    const points = Math.max(leastPoints, Math.min(3000, Math.round(mostPoints / sweeps.length)))
    const asked = { id, ...(part && { from: part.from, to: part.to }), points }
    try {
      const [views, currents] = await Promise.all([
        Promise.all(sweeps.map((_, sweep) => client.recordings.view({ ...asked, sweep }, { signal }))),
        this.#currents(asked, signal),
      ])
      if (signal.aborted) return
      if (!part || !this.spikes) this.spikes = views.map(({ spikes }) => spikes.length)
      this.voltages = views.map((view, i) => this.#line(i, view))
      this.currents = currents.flatMap((one, i) =>
        one ? [this.#line(i, { ...one.view, v: one.view.v.map((v) => v && v * one.factor) })] : [],
      )
      this.failure = null
    } catch (error) {
      if (!signal.aborted) this.failure = messageOf(error)
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  /** The stated step currents. */
  stated(steps: StatedSteps, whole: Window): SweepLine[] {
    const { sweeps } = this.#recording
    if (steps.amplitudes.length !== sweeps.length) return []
    return sweeps.map(({ name }, sweep) => ({
      sweep,
      name,
      ...statedCorners(steps, sweep, whole),
      firing: (this.spikes?.[sweep] ?? 0) > 0,
    }))
  }

  #line(sweep: number, { t, v }: Pick<TraceView, 't' | 'v'>): SweepLine {
    const { name } = this.#recording.sweeps[sweep]
    return { sweep, name, t, y: v, firing: (this.spikes?.[sweep] ?? 0) > 0 }
  }

  /** The injected current of each sweep as used by estimates; none where several channel names are ambiguous. */
  async #currents(asked: { id: string; points: number }, signal: AbortSignal) {
    const { sweeps, stimuli } = this.#recording
    const currents = stimuli.flatMap(({ name, unit, sweep }, index) => {
      const factor = picoamperesIn(unit)
      return factor === null ? [] : [{ name, sweep, index, factor }]
    })
    const views = new Map<number, Promise<TraceView>>()
    return Promise.all(
      sweeps.map(async (_, at) => {
        const taken = injectedOf(currents.filter(({ sweep }) => sweep === null || sweep === at))
        if (!taken) return null
        const { index, factor } = taken
        const view =
          views.get(index) ?? client.recordings.viewStimulus({ ...asked, stimulus: index }, { signal })
        views.set(index, view)
        return { view: await view, factor }
      }),
    )
  }
}
