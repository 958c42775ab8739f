import { plain as limit } from '../../contract/numbers.ts'
import { median } from '../robust.ts'
import { isClipped } from './clipping.ts'
import type { LocatedSpikes } from './locate-spikes.ts'
import { explainNoSpikes, isHeld } from './no-spikes.ts'
import { plain, type Refusal, refused } from './refusal.ts'
import type { VoltageTrace } from './trace.ts'

/** Least spike height from trough to peak, mV. */
export const leastHeight = 20
/** Plausible spike heights (mV), widths (ms) and levels between spikes (mV). */
export const heights = [leastHeight, 160]
export const widths = [0.1, 20]
export const rests = [-110, -20]
/** Fewest samples in a spike’s half-width. */
const fewestSamples = 1.5
const fewestSpikes = 4

/** Why spikes are no membrane potential in mV, or cannot be compared; null where they can. */
export function implausible(
  spikes: LocatedSpikes,
  { samples, samplingInterval }: VoltageTrace,
  rounding: number,
): Refusal | null {
  const { x, peaks, peak, trough, width, level } = spikes
  const height = peak - trough
  const count = peaks.length
  const rest = restBetween(spikes, samplingInterval)
  if (height > heights[1]) {
    return refused(
      'height',
      `Spikes between ${heights[0]} and ${heights[1]} mV high were expected; they are ${plain(height)} mV high (from ${plain(trough)} to ${plain(peak)} mV). Is there an uncorrected gain of ×10, or another unit (µV)? Set the unit, or export the recording scaled to the cell’s membrane potential.`,
      `height ${plain(height)} mV`,
    )
  }
  if (count === 0 || height < heights[0]) {
    const enough = count >= fewestSpikes && height > 0
    const about0 = Math.abs(rest) < 10
    if (!enough || about0) return explainNoSpikes(x, count === 0 ? 0 : height)
    return refused(
      'height',
      `Spikes between ${heights[0]} and ${heights[1]} mV high were expected; the ${count} largest rises are ${plain(height)} mV high. Are they synaptic potentials or spikelets, or was a gain corrected twice? Choose a recording of full spikes.`,
      `height ${plain(height)} mV`,
    )
  }
  if (isHeld(x, height) && width > widths[1] / 10) return explainNoSpikes(x, height)
  if (width > widths[1]) {
    if (count < fewestSpikes) return explainNoSpikes(x, height)
    return refused(
      'width',
      `Spikes between ${widths[0]} and ${widths[1]} ms wide at half height were expected; the rises found are ${plain(width)} ms wide. Steps of the membrane potential, plateaus, or a time axis in another unit? Check the sampling rate.`,
      `width ${plain(width)} ms`,
    )
  }
  if (rest > rests[1] || rest < rests[0]) {
    const reading =
      rest > rests[1]
        ? Math.abs(rest) < 10
          ? 'Was an offset subtracted, is the recording AC-coupled, or is it extracellular?'
          : 'Is the cell depolarized, or is there an offset (junction potential, electrode drift)?'
        : 'Is there an offset (junction potential, electrode drift), or an uncorrected gain?'
    return refused(
      'rest',
      `A membrane potential between spikes from ${limit(rests[0])} to ${limit(rests[1])} mV was expected; it is ${plain(rest)} mV. ${reading} Correct it, or choose another recording.`,
      `between spikes ${plain(rest)} mV`,
    )
  }
  if (count < fewestSpikes) {
    return refused(
      'fewSpikes',
      `At least ${fewestSpikes} consecutive spikes (3 cycles) were expected; there ${count === 1 ? 'is 1' : `are ${count}`}. Choose a sweep or a longer window in which the cell fires steadily.`,
      `${count} spike${count === 1 ? '' : 's'}`,
    )
  }
  const perWidth = width / samplingInterval
  if (perWidth < fewestSamples) {
    return refused(
      'cycleSampling',
      `At least ${fewestSamples} samples in a spike’s width were expected; there are ${plain(perWidth)}: ${plain(1 / samplingInterval)} kHz is too low for spikes of ${plain(width)} ms. Use the recording at its original sampling rate.`,
      `${plain(perWidth)} samples in a width`,
    )
  }
  if (width < widths[0]) {
    return refused(
      'width',
      `Spikes between ${widths[0]} and ${widths[1]} ms wide at half height were expected; they are ${plain(width)} ms wide. Stimulus artefacts, or a time axis in another unit? Check the sampling rate.`,
      `width ${plain(width)} ms`,
    )
  }
  if (isClipped(samples, { at: peaks, sign: 1, level, height, rounding })) {
    return refused(
      'clipped',
      `Spikes with rounded peaks were expected; their tops are flat at ${plain(peak)} mV, the limit of the amplifier or converter. Their height and width are lost. Choose a recording with a smaller gain.`,
      `peaks all at ${plain(peak)} mV`,
    )
  }
  return null
}

/** Median of the samples below the level between consecutive spikes, mV. */
function restBetween({ x, peaks, level, interval }: LocatedSpikes, samplingInterval: number): number {
  const longest = (2 * interval) / samplingInterval
  const between = peaks.slice(1).flatMap((end, k) => {
    const from = peaks[k]
    if (end - from > longest || k % Math.ceil(peaks.length / 50) !== 0) return []
    return [median(x.subarray(from, end).filter((v) => v < level))]
  })
  return between.length > 0 ? median(between) : median(x)
}
