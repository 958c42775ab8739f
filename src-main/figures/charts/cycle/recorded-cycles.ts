import type { RecordedCycles } from '../../../contract/cycles.ts'
import { rangeText } from '../../../contract/estimate-text.ts'
import { fixed } from '../../../contract/numbers.ts'
import { traceAxisSpec } from '../../plot/axes.ts'
import { labelMargin, type PlotSpec, type Series } from '../../plot/plot-spec.ts'
import { readingText } from '../../scale/format.ts'
import { extent, padded } from '../../scale/range.ts'
import { nearest } from '../../scale/thin.ts'
import { faded } from '../../theme/theme.ts'
import { type CyclePart, cycleTimes, lineOf, msAxis, within } from './drawn.ts'

/** Recorded cycles (thin lines) and their mean, without a model. */
export function recordedCyclesSpec(recorded: RecordedCycles, part: CyclePart): PlotSpec {
  const { t, cycles, mean } = recorded
  const times = cycleTimes(recorded, part)
  const at = within(t, times)
  const last = at[1] - 1
  const heights = extent(...cycles.map((cycle) => cycle.slice(...at)), mean.slice(...at))
  return {
    series: [...thinCycles(recorded, at), meanCycle(recorded, at, 2)],
    x: msAxis(times),
    y: traceAxisSpec('voltage, mV', padded(heights, 0.04), 'mV'),
    margin: labelMargin,
    marks: { labels: [{ text: 'mean', y: mean[last], color: 'ink', sample: 'line' }] },
  }
}

/** One thin line per cycle. @param at half-open range of indices of the times */
export function thinCycles({ t, cycles }: RecordedCycles, at: [number, number]): Series[] {
  return cycles.map((cycle) => lineOf(t, cycle, at, { color: faded('ink', 0.28), width: 1 }))
}

/** Their mean. */
export function meanCycle({ t, mean }: RecordedCycles, at: [number, number], width: number): Series {
  return lineOf(t, mean, at, { color: 'ink', width })
}

/** The values at a time, ms from the crossing, for the readout above the plot. */
export function readRecordedCycle({ t, mean }: RecordedCycles, time: number): string {
  return `mean ${readingText(mean[nearest(t, time)], extent(mean), 400)} mV`
}

/** One line: what the chart shows. */
export function describeRecordedCycles(recorded: RecordedCycles, part: CyclePart): string {
  return `${meanText(recorded, part)}.`
}

/** “Mean of 9 recorded cycles over the whole interspike interval, aligned where …”, without the final full stop. */
export function meanText(recorded: RecordedCycles, part: CyclePart): string {
  const { level, intervals, cycles } = recorded
  const n = intervals.length
  const { from, to } = cycleTimes(recorded, part)
  const stretch =
    part === 'cycle'
      ? 'over the whole interspike interval'
      : `around the spike, from ${fixed(from, 1)} to ${fixed(to, 1)} ms`
  const drawn = cycles.length < n ? `; ${cycles.length} of them are drawn thin` : ', each drawn thin'
  return `Mean of ${n} recorded ${n === 1 ? 'cycle' : 'cycles'} ${stretch}, aligned where the potential rises through ${fixed(level, 1)} mV${drawn}`
}

/** Number and duration of the cycles, and the excluded ones. */
export function intervalsText({ intervals, leftOut }: RecordedCycles): string {
  const n = intervals.length
  const decimals = Math.max(...intervals) < 20 ? 1 : 0
  const [low, high] = [Math.min(...intervals), Math.max(...intervals)].map((ms) => fixed(ms, decimals))
  const length = low === high ? low : rangeText(low, high)
  const left = leftOut.length > 0 ? `. Left out: ${leftOut.join('; ')}.` : '; none left out.'
  return `${n} ${n === 1 ? 'cycle' : 'cycles'}, ${length} ms from spike to spike${left}`
}
