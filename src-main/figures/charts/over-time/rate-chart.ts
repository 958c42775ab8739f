import { rateOf } from '../../../contract/series-entry.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import type { PlotSpec } from '../../plot/plot-spec.ts'
import { readingText } from '../../scale/format.ts'
import { extent } from '../../scale/range.ts'
import { chosenMark, gapsOf, mostBars, xAxis } from './panel.ts'
import { type CourseParts, centreOf, nearestWindow } from './windows.ts'

/** Recorded firing rate in each window, without a model. */
export function rateSpec(parts: CourseParts): PlotSpec {
  const { windows } = parts
  const rates = windows.map(rateOf)
  const data = windows.map((one, k) => ({ x: centreOf(one), y: rates[k] ?? Number.NaN }))
  return {
    series: [
      {
        data,
        line: { color: 'ink', width: 1 },
        points: { shape: 'circle', radius: windows.length <= mostBars ? 2 : 1, color: 'ink' },
      },
    ],
    x: xAxis(parts),
    y: numberAxisSpec('rate, Hz', { from: 0, to: 1.15 * (extent(rates, [0]).to || 1) }),
    marks: {
      ...chosenMark(parts),
      gaps: gapsOf({ ...parts, windows: windows.filter((one) => rateOf(one) === null) }),
    },
  }
}

/** The rate of the window nearest to a time, for the readout above the panel. */
export function readRate({ windows }: CourseParts, time: number): string {
  const one = nearestWindow(windows, time)
  const rate = one && rateOf(one)
  return rate === null ? '' : `${readingText(rate, { from: 0, to: 100 }, 1000)} Hz`
}
