import type { Doubt } from '../contract/recordings.ts'
import { fewestSamples } from './limits.ts'
import type { RecordingData } from './recording-data.ts'

/** Maximum difference in samples between sweeps of one protocol, from rounding of their lengths. */
const aFew = 3

/**
 * Drops and reports a truncated last sweep where all others have one length. If sweeps vary in length, or if there are
 * only two, none is dropped, since the right length is unknown.
 */
export function withoutShortEnd(data: RecordingData): RecordingData {
  if (data.variableLength) return data
  const { sweeps, stimuli, reading } = data
  const lengths = sweeps.map(({ samples }) => lengthOf(samples))
  const short = shortEnds(lengths)
  if (short.length === 0) return data
  const kept = sweeps.flatMap((_, k) => (short.includes(k) ? [] : [k]))
  return {
    ...data,
    sweeps: kept.map((k) => sweeps[k]),
    stimuli: stimuli.flatMap((one) => {
      if (one.sweep === null) return [one]
      const place = kept.indexOf(one.sweep)
      return place < 0 ? [] : [{ ...one, sweep: place }]
    }),
    reading: {
      ...reading,
      doubts: [...reading.doubts, ...short.map((k) => doubtOf(sweeps[k].name, lengths, k))],
    },
  }
}

function doubtOf(name: string, lengths: readonly number[], k: number): Doubt {
  return {
    code: 'SWEEP_CUT',
    about: 'columns',
    text: `The last sweep (${name}) has ${lengths[k]} samples while the others have ${Math.max(...lengths)}, as if the recording was stopped; it is excluded. To use it, export it to a separate file.`,
  }
}

/** Number of samples up to the last non-missing one. */
function lengthOf(samples: Float64Array): number {
  let length = samples.length
  while (length > 0 && Number.isNaN(samples[length - 1])) length--
  return length
}

/** Indices of sweeps that are the last of their channel and shorter than all others, which have one length. */
export function shortEnds(lengths: readonly number[]): number[] {
  const most = Math.max(...lengths)
  const short = lengths.flatMap((length, k) => (length < most - aFew ? [k] : []))
  const each = lengths.length / short.length
  // Channel by channel: 2, 5 and 8 of nine are the last of three each.
  if (short.length === 0 || !short.every((k, i) => k === (i + 1) * each - 1)) return []
  return each >= 3 || (each === 2 && short.every((k) => lengths[k] < fewestSamples)) ? short : []
}
