import type { Clock } from './clock.ts'
import type { SpikeLevels } from './spike-train.ts'
import { spikesOf } from './spikes-of-firing.ts'
import { spikesReaching } from './spikes-reaching.ts'

/** The spikes of a trace. */
export interface Spikes {
  /** Upward crossings half way up, ms. */
  times: readonly number[]
  /** When each has gone down again, ms, where noise makes single samples of no use for that. */
  ends?: readonly number[]
  /** Between which levels they rise; null where there is none, or where a threshold was given. */
  levels: SpikeLevels | null
}

interface SpikeOptions {
  /** In the trace's unit: only what reaches it counts, less the noise. Without one the trace shows what a spike is. */
  threshold?: number
  /** These samples never change, as those of a whole sweep: what was found is remembered with them. */
  unchanging?: boolean
}

const none: Spikes = { times: [], levels: null }
const known = new WeakMap<object, { key: string; spikes: Spikes }>()

/**
 * The spikes of a trace, by the one detector there is. A spike counts once until the trace has gone well back, so that
 * noise does not count it twice; what stays up is a step and no spike.
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
  // Every window of a sweep asks again, and a million samples take a quarter of a second.
  const key = [clock.samplingInterval, clock.start, clock.voltageUnit, threshold].join(' ')
  const before = known.get(samples)
  if (before?.key === key) return before.spikes
  const spikes = find()
  known.set(samples, { key, spikes })
  return spikes
}
