import { type CycleDesign, cycleNumbers } from './nodes.ts'
import { numbersOf } from './numbers.ts'
import { crossingsAbout } from './spike-crossings.ts'
import type { VoltageTrace } from './trace.ts'

/** A cycle to be compared: its begin and end, and the peaks of its first and second spike, ms. */
export interface TimedCycle {
  from: number
  to: number
  peak: number
  nextPeak: number
  numbers: Float64Array
}

/** Most cycles used, evenly chosen, to estimate the sampling error. */
const mostCompared = 100
/** Error at the full rate, as a share of the difference to half the rate: 1 at first order, 1/3 at second. */
const remaining = 0.6

/**
 * Error of the mean cycle due to the sampling rate and the filter before it, by a Richardson-like comparison: crossings
 * and numbers from pairwise averages, against those from all samples.
 * @param rounding digitization step, mV
 * @returns sd of each of the cycleNumbers numbers, root mean square over neighbouring nodes
 */
export function samplingDeviation(
  trace: VoltageTrace,
  design: CycleDesign,
  cycles: readonly TimedCycle[],
  rounding: number,
): Float64Array {
  const stride = Math.ceil(cycles.length / mostCompared)
  const chosen = cycles.filter((_, k) => k % stride === 0)
  const halves = [inPairs(trace, 0), inPairs(trace, 1)]
  const sums = new Float64Array(cycleNumbers)
  const squares = new Float64Array(cycleNumbers)
  let count = 0
  for (const cycle of chosen) {
    for (const half of halves) {
      const coarse = numbersAgain(half, design, cycle)
      if (coarse.some(Number.isNaN)) continue
      count++
      coarse.forEach((value, j) => {
        sums[j] += value - cycle.numbers[j]
        squares[j] += (value - cycle.numbers[j]) ** 2
      })
    }
  }
  if (count === 0) return new Float64Array(cycleNumbers)
  const square = sums.map((sum, j) => {
    const mean = sum / count
    return mean * mean + Math.max(0, squares[j] / count - mean * mean) / count
  })
  return square.map((own, j) => {
    if (j === 0) return remaining * Math.sqrt(own)
    const beside = square.subarray(Math.max(1, j - 1), j + 2)
    const smooth = beside.reduce((a, b) => a + b, 0) / beside.length
    return Math.sqrt(remaining * remaining * smooth + (rounding * rounding) / 12)
  })
}

/** A cycle's numbers from another sampling of the same trace. */
function numbersAgain(
  trace: VoltageTrace,
  design: CycleDesign,
  { from, to, peak, nextPeak }: TimedCycle,
): Float64Array {
  const far = 2 * (to - from)
  const begin = crossingsAbout(trace, design, peak, from - far, peak + far)?.up ?? from
  const end = crossingsAbout(trace, design, nextPeak, peak, nextPeak + far)?.up ?? to
  return numbersOf(trace, design, begin, end)
}

/** Means of neighbours, from sample 0 or 1 on: half the rate, with the corresponding blur. */
function inPairs({ samples, samplingInterval, start }: VoltageTrace, offset: 0 | 1): VoltageTrace {
  const length = Math.floor((samples.length - offset) / 2)
  return {
    samples: Float64Array.from(
      { length },
      (_, k) => (samples[2 * k + offset] + samples[2 * k + offset + 1]) / 2,
    ),
    samplingInterval: 2 * samplingInterval,
    start: start + (offset + 0.5) * samplingInterval,
  }
}
