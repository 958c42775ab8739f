import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { priorDraft } from './prior-draft.svelte.ts'
import { examination } from './prior-examination.svelte.ts'
import type { BackendInfo, NetworkOptions, PriorFile } from './types.ts'

export interface Speed {
  samplesPerSecond: number
  backend: BackendInfo
}

/** How quickly this machine trains, by network and grid: it is measured, since nobody could know it. */
class TrainingSpeed {
  measuring = $state(false)
  /** Why it could not be measured the last time. */
  failure = $state<string | null>(null)
  #known = $state.raw<Record<string, Speed>>({})
  #stop: AbortController | null = null

  /** Null where it was not measured yet for such a network on such a prior. */
  of(options: NetworkOptions): Speed | null {
    // While a number is being typed, that of the last prior that could be used.
    const file = priorDraft.file ?? examination.of
    return file ? (this.#known[keyOf(options, file)] ?? null) : null
  }

  /** Measures for some seconds; while such a one trains, its speed is taken. One that is under way for something else is given up. */
  async measure(options: NetworkOptions): Promise<void> {
    const prior = priorDraft.file
    if (!prior) return
    this.#stop?.abort()
    const stop = new AbortController()
    this.#stop = stop
    this.measuring = true
    this.failure = null
    try {
      const speed = await client.trainings.speed({ ...options, prior }, { signal: stop.signal })
      if (!stop.signal.aborted) this.#known = { ...this.#known, [keyOf(options, prior)]: speed }
    } catch (error) {
      if (!stop.signal.aborted) this.failure = messageOf(error)
    } finally {
      if (this.#stop === stop) this.measuring = false
    }
  }
}

/** What the speed depends on: the network, how long a trace is, what there is to estimate. */
function keyOf(
  options: NetworkOptions,
  { neuronModel, observable, grid, parameters, constants }: PriorFile,
): string {
  const free = [parameters, constants].map((group) =>
    Object.entries(group).flatMap(([name, d]) => (typeof d === 'number' || d.kind === 'fixed' ? [] : [name])),
  )
  return JSON.stringify([options, neuronModel, observable?.kind, grid.points, grid.substeps, free])
}

export const trainingSpeed = new TrainingSpeed()
