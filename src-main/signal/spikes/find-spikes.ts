import type { Clock } from './clock.ts'
import type { SpikeLevels } from './spike-train.ts'
import { spikesOf } from './spikes-of-firing.ts'
import { spikesReaching } from './spikes-reaching.ts'

/** The spikes of a trace. */
export interface Spikes {
  /** Half-height upward crossings, ms. */
  times: readonly number[]
  /** When each has fallen again, ms, where noise makes single samples unreliable for that. */
  ends?: readonly number[]
  /** Levels between which they rise; null where there is none, or where a threshold was given. */
  levels: SpikeLevels | null
}

interface SpikeOptions {
  /** In the trace's unit: only spikes that reach it, less the noise, count. By default the trace sets the levels. */
  threshold?: number
  /** The samples never change, as those of a whole sweep: results are cached. */
  unchanging?: boolean
}

const none: Spikes = { times: [], levels: null }
const known = new WeakMap<object, { key: string; spikes: Spikes }>()

/**
 * The spikes of a trace: the only detector of the program. Hysteresis prevents noise from counting a spike twice; a
 * trace that stays up is a step, not a spike.
 * @param samples NaN where one is missing
 */
export function findSpikes(
  samples: ArrayLike<number>,
  clock: Clock,
  { threshold, unchanging = false }: SpikeOptions = {},
): Spikes {
  const find = (): Spikes =>
    threshold === undefined
      ? (spikesOf(samples, clock) ?? none)
      : { times: spikesReaching(samples, clock, threshold), levels: null }
  if (!unchanging) return find()
  // Cache: every window of a sweep repeats the request, and a million samples take a quarter of a second.
  const key = [clock.samplingInterval, clock.start, clock.voltageUnit, threshold].join(' ')
  const before = known.get(samples)
  if (before?.key === key) return before.spikes
  const spikes = find()
  known.set(samples, { key, spikes })
  return spikes
}
