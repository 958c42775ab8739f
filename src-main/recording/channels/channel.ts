/** A channel of a file, which is scaled by count · gain + offset unless it is stored as it is. */
export interface Channel {
  name: string
  /** Empty where the file says none. */
  unit: string
}

/** Channels that were recorded together, sweep after sweep. */
export interface ChannelTable {
  channels: readonly (Channel & { gain: number; offset: number })[]
  /** Whether values are stored as they are. */
  float: boolean
  /** Values in each sweep, over all channels. */
  sweepCounts: readonly number[]
}
