import { quantile, robustDeviation, sortedSample } from '../robust.ts'
import { plain, type Refusal, refused } from './refusal.ts'

/** A median this near 0 mV with a range below this is no membrane potential, mV. */
const aboutZero = 8
const smallRange = 12
/** Extracellular spikes: largest height (mV), and least height relative to the noise. */
const extracellular = 3
const standsOut = 8
/** Largest share of samples beyond half the farthest distance: spikes are short, steps are not. */
const shareOut = 0.05
/** Volts read as millivolts: median between these. */
const volts = [-0.12, -0.02]
/** Fixed levels: share of sample-to-sample changes below this share of the range, and least range, mV. */
const shareHeld = 0.9
const sameLevel = 0.005
const leastStep = 5

/** Explains why a trace has no spikes. @param x mV @param largest rise, mV; 0 where none was found */
export function explainNoSpikes(x: Float64Array, largest: number): Refusal {
  const sorted = sortedSample(x)
  if (sorted.length === 0) {
    return refused(
      'samples',
      'Samples of a membrane potential were expected; all of them are missing. Choose another sweep or window.',
      '0 samples',
    )
  }
  const [low, middle, high] = [sorted[0], quantile(sorted, 0.5), sorted[sorted.length - 1]]
  const found = `from ${plain(low)} to ${plain(high)} mV, median ${plain(middle)} mV`
  if (Math.abs(middle) < aboutZero && high - low < smallRange) return notMillivolts(sorted, found)
  if (isHeld(x, high - low)) {
    return refused(
      'voltageClamp',
      `Spikes of a freely moving membrane potential were expected; it stays at fixed levels and jumps between them (${found}), like a voltage-clamp command. Choose the current-clamp recording, or the channel of the membrane potential.`,
      `${plain(high - low)} mV between levels`,
    )
  }
  return refused(
    'silent',
    `At least 4 consecutive spikes were expected; there are none: the membrane potential ranges ${found}. Choose a sweep or a window in which the cell fires.`,
    `${largest > 0 ? `largest rise ${plain(largest)} mV` : 'no distinct rise'}; spikes rise by 15 mV or more and last less than 20 ms`,
  )
}

function notMillivolts(sorted: Float64Array, found: string): Refusal {
  const [low, middle, high] = [sorted[0], quantile(sorted, 0.5), sorted[sorted.length - 1]]
  const number = `range ${plain(high - low)} mV about ${plain(middle)} mV`
  const expected = 'A membrane potential in mV, at rest between −110 and −20 mV, was expected'
  if (middle > volts[0] && middle < volts[1] && high - low < 0.3) {
    return refused(
      'unit',
      `${expected}; the values range ${found}: are they volts? Set the unit to V.`,
      number,
    )
  }
  const farthest = Math.max(high - middle, middle - low)
  const out = sorted.filter((v) => Math.abs(v - middle) > farthest / 2).length / sorted.length
  const spiky = farthest > standsOut * robustDeviation(sorted) && out < shareOut
  if (high - low < extracellular && spiky) {
    return refused(
      'extracellular',
      `${expected}; spikes of ${plain(high - low)} mV about a baseline of ${plain(middle)} mV were found, as recorded by an extracellular electrode. They do not show the membrane potential; only an intracellular or whole-cell recording does.`,
      number,
    )
  }
  return refused(
    'unit',
    `${expected}; the values range ${found}: that is not a membrane potential in mV. Model units, or another channel (a current)? Set the unit, or choose the channel of the membrane potential.`,
    number,
  )
}

/** Whether nearly all samples equal the previous one, though the trace moves. */
export function isHeld(x: Float64Array, range: number): boolean {
  if (range < leastStep) return false
  let [held, count] = [0, 0]
  for (let i = 1; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(x[i - 1])) continue
    count++
    if (Math.abs(x[i] - x[i - 1]) < sameLevel * range) held++
  }
  if (held < shareHeld * count) return false
  // A slow membrane potential also changes little from sample to sample, but takes many levels.
  const levels = new Map<number, number>()
  for (const v of x) {
    if (Number.isNaN(v)) continue
    const level = Math.round(v / (2 * sameLevel * range))
    levels.set(level, (levels.get(level) ?? 0) + 1)
  }
  const most = [...levels.values()].sort((a, b) => b - a).slice(0, 12)
  return most.reduce((a, b) => a + b, 0) > 0.97 * count
}
