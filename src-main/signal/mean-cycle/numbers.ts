import { type CycleDesign, cycleNumbers, nodeTimes } from './nodes.ts'
import { reachOfWidth } from './spike-crossings.ts'
import { potentialAt, type VoltageTrace } from './trace.ts'

/** Smoothing reach of a node, as a share of the distance to its nearer neighbour. */
const reachOfSpacing = 0.3

/**
 * The numbers of one cycle.
 * @param from, to ms on the recording's clock: this crossing and the next one
 * @returns cycleNumbers values; NaN where a required sample is missing
 */
export function numbersOf(
  trace: VoltageTrace,
  { width }: CycleDesign,
  from: number,
  to: number,
): Float64Array {
  const times = new Float64Array(cycleNumbers - 1)
  nodeTimes(width, to - from, times)
  const numbers = new Float64Array(cycleNumbers)
  numbers[0] = Math.log(to - from)
  for (let k = 0; k < times.length; k++) {
    const before = times[k] - (times[k - 1] ?? 0)
    const after = (times[k + 1] ?? to - from) - times[k]
    const reach = Math.max(reachOfWidth * width, reachOfSpacing * Math.min(before, after))
    numbers[k + 1] = potentialAt(trace, from + times[k], reach)
  }
  return numbers
}
