/** What both versions of ABF say of a recording, in the same terms. */
export interface AbfHeader {
  /** “ABF 2.6”, “ABF 1.83”. */
  version: string
  mode: AbfMode
  /** In the order in which their samples are interleaved. */
  channels: AbfChannel[]
  /** Milliseconds from one sample of a channel to its next. */
  samplingInterval: number
  float: boolean
  /** Byte at which the samples begin. */
  dataStart: number
  /** Values in all, over all channels. */
  dataCount: number
  /** Values in each sweep, over all channels; one after the other from dataStart. */
  sweepCounts: number[]
  /** What was put out on the analog outputs. */
  outputs: AbfOutput[]
  /** Comments that were made while recording; time in ms from the start. */
  tags: { time: number; text: string }[]
}

/** How Clampex recorded; the numbers of the format. */
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

/** An analog output (DAC), whose number is that of the input that belongs to it. */
export interface AbfOutput {
  number: number
  name: string
  unit: string
  source: 'epochs' | 'file' | 'unknown'
  /** Level between waveforms, in the output's unit. */
  holding: number
  /** Whether it stays at the last epoch's level until the next sweep. */
  keepsLastLevel: boolean
  epochs: AbfEpoch[]
  /** Why the waveform cannot be made from the epochs, or null. */
  obstacle: string | null
}

/** A stretch of a waveform; what grows does so from sweep to sweep. Durations in samples of one channel. */
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

/** Why a waveform is not what its epochs say. */
export const alternating = 'two outputs took turns from sweep to sweep'
export const varied = 'a list of values varied its parameters from sweep to sweep'

/** As many inputs as no digitizer has. */
export const mostChannels = 64

/** A single-precision number as the decimal number that was meant: 33.3333 rather than 33.33330154418945. */
export function asWritten(x: number): number {
  return Number(x.toPrecision(7))
}
