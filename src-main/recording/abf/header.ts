/** Header fields common to both versions of ABF. */
export interface AbfHeader {
  /** “ABF 2.6”, “ABF 1.83”. */
  version: string
  mode: AbfMode
  /** In order of interleaving. */
  channels: AbfChannel[]
  /** Sampling interval of a channel, ms. */
  samplingInterval: number
  float: boolean
  /** Byte offset of the samples. */
  dataStart: number
  /** Total number of values, over all channels. */
  dataCount: number
  /** Values in each sweep, over all channels; contiguous from dataStart. */
  sweepCounts: number[]
  /** Commands on the analog outputs. */
  outputs: AbfOutput[]
  /** Comments made while recording; time in ms from the start. */
  tags: { time: number; text: string }[]
}

/** Acquisition modes of Clampex, by their codes in the file. */
export const abfModes = {
  1: 'events of variable length',
  2: 'events of fixed length',
  3: 'gap-free',
  4: 'oscilloscope',
  5: 'episodic stimulation',
} as const
export type AbfMode = keyof typeof abfModes
export const episodic = 5
export const variableLength = 1
export const gapFree = 3

export interface AbfChannel {
  name: string
  unit: string
  /** value = gain · count + offset, in the channel's unit */
  gain: number
  offset: number
}

/** An analog output (DAC), with the same number as the input it belongs to. */
export interface AbfOutput {
  number: number
  name: string
  unit: string
  source: 'epochs' | 'file' | 'unknown'
  /** Holding level between waveforms, in the output's unit. */
  holding: number
  /** Whether the last epoch's level is held until the next sweep. */
  keepsLastLevel: boolean
  epochs: AbfEpoch[]
  /** Why the waveform cannot be computed from the epochs, or null. */
  obstacle: string | null
}

/** An epoch of a waveform; steps are increments per sweep. Durations in samples of one channel. */
export interface AbfEpoch {
  /** 0 off, 1 step, 2 ramp, 3 pulses, 4 triangles, 5 cosine, 7 biphasic pulses */
  kind: number
  level: number
  levelStep: number
  duration: number
  durationStep: number
  period: number
  width: number
}

/** Obstacle where the epochs do not describe the waveform. */
export const alternating = 'two outputs alternated from sweep to sweep'
export const varied = 'its parameters were varied by a list of values from sweep to sweep'

/** More inputs than any digitizer has. */
export const mostChannels = 64

/** Rounds a single-precision number to the intended decimal: 33.3333 rather than 33.33330154418945. */
export function asWritten(x: number): number {
  return Number(x.toPrecision(7))
}
