import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import { priorDraft } from './prior-draft.svelte.ts'
import { examination } from './prior-examination.svelte.ts'
import type { BackendInfo, NetworkOptions, PriorFile } from './types.ts'

export interface Speed {
  samplesPerSecond: number
  backend: BackendInfo
}

/** Training speed of this machine, by network and grid; always measured. */
class TrainingSpeed {
  measuring = $state(false)
  /** Why the last benchmark failed. */
  failure = $state<string | null>(null)
  #known = $state.raw<Record<string, Speed>>({})
  #stop: AbortController | null = null

  /** Null where not measured yet for such a network on such a prior. */
  of(options: NetworkOptions): Speed | null {
    // While a number is being typed, uses the last valid prior.
    const file = priorDraft.file ?? examination.of
    return file ? (this.#known[keyOf(options, file)] ?? null) : null
  }

  /**
   * Benchmarks for some seconds; while such a training runs, its speed is used. A running benchmark for other settings
   * is aborted.
   */
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

/** What the speed depends on: network, trace length, number of targets. */
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
