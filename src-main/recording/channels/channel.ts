/** A channel of a file, scaled by count · gain + offset unless stored in its unit. */
export interface Channel {
  name: string
  /** Empty if not given. */
  unit: string
}

/** Channels recorded together, sweep after sweep. */
export interface ChannelTable {
  channels: readonly (Channel & { gain: number; offset: number })[]
  /** Whether values are stored unscaled, as floating point. */
  float: boolean
  /** Values in each sweep, over all channels. */
  sweepCounts: readonly number[]
}
