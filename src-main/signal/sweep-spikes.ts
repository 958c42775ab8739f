import { type Clock, type SpikeTrain, spikeTrain } from './spikes.ts'

const known = new WeakMap<Float64Array, { key: string; train: SpikeTrain | null }>()

/**
 * The spikes of a whole sweep, whose samples never change: remembered, since every window of it asks for them again, and
 * a million samples take a quarter of a second.
 */
export function sweepSpikes(samples: Float64Array, clock: Clock): SpikeTrain | null {
  const { samplingInterval, start, voltageUnit } = clock
  const key = `${samplingInterval} ${start} ${voltageUnit}`
  const before = known.get(samples)
  if (before?.key === key) return before.train
  const train = spikeTrain(samples, clock)
  known.set(samples, { key, train })
  return train
}
