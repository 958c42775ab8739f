import { quantile } from '../../signal/robust.ts'
import { variance } from '../../signal/statistics/moments.ts'
import { statisticsCount, traceStatistics } from '../trace-statistics.ts'

/** Descriptions of the summary statistics, to complete “… than in any of them”. */
export const summaryNames: readonly string[] = [
  'lowest level',
  'lower quarter',
  'middle level',
  'upper quarter',
  'highest level',
  'spread of the trace',
  'number of crossings of its middle',
  ...Array.from({ length: statisticsCount }, () => 'fast structure (noise, and how steep spikes are)'),
]

const levels = [0.01, 0.25, 0.5, 0.75, 0.99]

/** Summary statistics of a trace: levels, spread, swings, and those of its fast structure. */
export function summarizeTrace(trace: Float32Array): Float64Array {
  const sorted = Float64Array.from(trace).sort()
  const summary = new Float64Array(levels.length + 2 + statisticsCount)
  levels.forEach((share, j) => {
    summary[j] = quantile(sorted, share)
  })
  summary[levels.length] = Math.log(Math.sqrt(variance(trace)) + 1e-6)
  summary[levels.length + 1] = Math.sqrt(swings(trace, summary[0], summary[levels.length - 1]))
  traceStatistics(trace, 0, trace.length, summary, levels.length + 2)
  return summary
}

/** Number of times the trace goes from its lowest third to its highest. */
function swings(trace: Float32Array, low: number, high: number): number {
  let [count, down] = [0, false]
  for (const v of trace) {
    if (v < low + (high - low) / 3) down = true
    else if (down && v > high - (high - low) / 3) {
      count++
      down = false
    }
  }
  return count
}
