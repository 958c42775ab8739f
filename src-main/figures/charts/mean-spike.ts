import type { MeanSpike } from '../../contract/features.ts'
import { fixed } from '../../contract/numbers.ts'
import { timeAxisSpec, traceAxisSpec } from '../plot/axes.ts'
import { type PlotSpec, plainMargin, type Series } from '../plot/plot-spec.ts'
import { readingText, voltageAxisUnit, voltageTitle } from '../scale/format.ts'
import { extent, padded } from '../scale/range.ts'
import { nearest } from '../scale/thin.ts'
import { type Color, faded } from '../theme/theme.ts'

/** Right margin for the names of levels, px. */
const nameMargin = 128

type Unit = 'mV' | null

/** Aligned spikes in grey with their mean; threshold, amplitude, half-width and minimum are marked. */
export function meanSpikeSpec(spike: MeanSpike, unit: Unit): PlotSpec {
  const { t, mean, single, peak, threshold, minimum, halfWidth } = spike
  const times = { from: t[0], to: t[t.length - 1] }
  const heights = padded(extent(mean, [peak.v, minimum?.v ?? peak.v], ...single), 0.06)
  const line = (y: readonly number[], color: Color, width: number): Series => ({
    data: y.map((v, i) => ({ x: t[i], y: v })),
    // Decimation would make a steep upstroke jagged.
    line: { color, width, exact: true },
  })
  const segment = (points: { t: number; v: number }[]): Series => ({
    data: points.map((point) => ({ x: point.t, y: point.v })),
    line: { color: 'accent', width: 2 },
  })
  const mark = (point: { t: number; v: number }): Series => ({
    data: [{ x: point.t, y: point.v }],
    points: { shape: 'circle', radius: 3, color: 'accent', border: { color: 'accent', width: 2 } },
  })
  const series: Series[] = [
    ...single.map((y) => line(y, faded('prior', 0.45), 1)),
    line(mean, 'ink', 2),
    // The amplitude is drawn at the peak, from threshold up.
    ...(threshold ? [segment([{ t: peak.t, v: threshold.v }, peak])] : []),
    ...(halfWidth
      ? [
          segment([
            { t: halfWidth.from, v: halfWidth.v },
            { t: halfWidth.to, v: halfWidth.v },
          ]),
        ]
      : []),
    ...[threshold, peak, minimum].flatMap((point) => (point ? [mark(point)] : [])),
  ]
  const named = levelsOf(spike)
  return {
    series,
    x: timeAxisSpec(times, { unit: 'ms', milliseconds: 1, title: 'time from the peak, ms' }),
    y: traceAxisSpec(voltageTitle(unit ?? 'none'), heights, voltageAxisUnit(unit ?? 'none')),
    margin: named.length > 0 ? nameMargin : plainMargin,
    marks: {
      horizontal: named.map(({ v }) => ({ y: v, color: faded('accent', 0.35), dash: [2, 3] })),
      labels: named.map(({ name, v }) => ({
        text: name,
        y: v,
        color: 'accent',
        sample: 'line' as const,
      })),
    },
  }
}

/** The marked levels, from the highest. */
function levelsOf({ peak, threshold, minimum, halfWidth }: MeanSpike): { name: string; v: number }[] {
  return [
    { name: 'peak', v: peak.v },
    ...(halfWidth ? [{ name: 'half-width', v: halfWidth.v }] : []),
    ...(threshold ? [{ name: 'threshold', v: threshold.v }] : []),
    ...(minimum ? [{ name: 'minimum', v: minimum.v }] : []),
  ]
}

/** The mean spike at a time from the peak, for the readout above the plot. */
export function readMeanSpike({ t, mean }: MeanSpike, unit: Unit, time: number): string {
  const text = readingText(mean[nearest(t, time)], extent(mean), 300)
  return `mean ${text}${unit ? ` ${unit}` : ''}`
}

/** One line: what the chart shows. */
export function describeMeanSpike(spike: MeanSpike, unit: Unit): string {
  const { count, single, halfWidth } = spike
  const decimals = unit ? 1 : 2
  const behind = unit ? ` ${unit}` : ''
  const levels = levelsOf(spike)
    .filter(({ name }) => name !== 'half-width')
    .map(({ name, v }) => `${name} at ${fixed(v, decimals)}${behind}`)
  const width = halfWidth ? [`half-width ${fixed(halfWidth.to - halfWidth.from, 2)} ms`] : []
  const of = count === 1 ? 'The spike' : `Mean of ${count} spikes aligned at their peaks`
  const others = count > 1 ? `; ${single.length} of them in grey` : ''
  return `${of}: ${[...levels, ...width].join(', ')}${others}.`
}
